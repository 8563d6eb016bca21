package org.yuanliu.node.net;

import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.handle.Door;

/**
 * The answers of one connection, sent in the order of their requests whatever order they come in: clients match them by
 * order, not by number (national profile, section 2.4). Belongs to the event loop; only the {@link Door.Replies} it
 * hands out may be used from any thread.
 */
final class AnswerQueue {
    private static final Runnable NOTHING = () -> {};

    private final Channel channel;
    private final Runnable changed;
    private final Deque<Slot> slots = new ArrayDeque<>(4);
    private final Queue<Runnable> fromElsewhere = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private long waitingBytes;
    private boolean ended;

    /** @param changed runs on the event loop whenever {@link #drain} has become worth a call */
    AnswerQueue(Channel channel, Runnable changed) {
        this.channel = channel;
        this.changed = changed;
    }

    /** Opens the next place in the order. */
    Door.Replies open() {
        Slot slot = new Slot();
        slots.add(slot);
        return slot;
    }

    int size() {
        return slots.size();
    }

    /** Bytes of answers that must wait: for earlier answers, or for the peer to read. */
    long waitingBytes() {
        return waitingBytes;
    }

    /** Writes, without a flush, all answers whose turn it is and that the peer has room for. */
    void drain() {
        while (!slots.isEmpty() && slots.peek().write()) {
            slots.remove();
        }
    }

    /** The line is gone: forgets all answers, and those to come. */
    void end() {
        ended = true;
        slots.clear();
        waitingBytes = 0;
    }

    private void post(Runnable arrival) {
        fromElsewhere.add(arrival);
        if (woken.compareAndSet(false, true)) {
            try {
                channel.eventLoop().execute(this::takeIn);
            } catch (RejectedExecutionException e) {
                // The loops have ended, and all connections with them: nobody is left to answer.
            }
        }
    }

    private void takeIn() {
        woken.set(false);
        for (Runnable r = fromElsewhere.poll(); r != null; r = fromElsewhere.poll()) {
            r.run();
        }
        changed.run();
    }

    /** One request's place: one answer, or the several of a list. */
    private final class Slot implements Door.Replies {
        private final Deque<Bytes> waiting = new ArrayDeque<>(1);
        private Runnable more = NOTHING;
        private boolean complete;

        @Override
        public void send(Bytes message, boolean last) {
            if (channel.eventLoop().inEventLoop() && fromElsewhere.isEmpty()) {
                accept(message, last);
                changed.run();
            } else {
                post(() -> accept(message, last));
            }
        }

        @Override
        public void none() {
            send(Bytes.EMPTY, true);
        }

        @Override
        public void whenReady(Runnable next) {
            post(() -> more = next);
        }

        private void accept(Bytes message, boolean last) {
            if (!complete && !ended) {
                complete = last;
                if (!message.isEmpty()) {
                    waiting.add(message);
                    waitingBytes += message.length();
                }
            }
        }

        /** Writes what it can; returns whether this place is done with. */
        private boolean write() {
            while (!waiting.isEmpty() && channel.isWritable()) {
                Bytes message = waiting.remove();
                waitingBytes -= message.length();
                channel.write(Frame.copy(message, channel.alloc()), channel.voidPromise());
            }
            if (waiting.isEmpty() && !complete && channel.isWritable()) {
                // A task of its own for each part of a list: the loop's other connections get their turns in between.
                Runnable next = more;
                more = NOTHING;
                if (next != NOTHING) {
                    channel.eventLoop().execute(next);
                }
            }
            return waiting.isEmpty() && complete;
        }
    }
}
