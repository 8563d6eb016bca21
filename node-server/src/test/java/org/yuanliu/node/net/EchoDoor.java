package org.yuanliu.node.net;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.handle.Door;
import org.yuanliu.node.handle.Line;

/** Answers what {@link Messages} asks for, on whatever thread it is given; what it cannot read with an error. */
final class EchoDoor implements Door {
    final AtomicInteger served = new AtomicInteger();
    final AtomicInteger sent = new AtomicInteger();
    private final Executor executor;

    EchoDoor(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void serve(Bytes message, Line line, Replies replies) {
        served.incrementAndGet();
        executor.execute(() -> {
            if (!Messages.readable(message)) {
                send(replies, error(message), true);
            } else {
                sendFrom(0, message, replies);
            }
        });
    }

    private void sendFrom(int part, Bytes request, Replies replies) {
        boolean last = part >= Messages.answers(request) - 1;
        send(replies, Messages.answer(request, part), last);
        if (!last) {
            replies.whenReady(() -> sendFrom(part + 1, request, replies));
        }
    }

    private void send(Replies replies, Bytes answer, boolean last) {
        sent.incrementAndGet();
        replies.send(answer, last);
    }

    static Bytes error(Bytes message) {
        byte[] answer = Messages.answer(Messages.request(message.u4(8), 44), 0).toArray();
        answer[27] = 4;
        return Bytes.wrap(answer);
    }
}
