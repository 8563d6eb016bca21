package org.yuanliu.node.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;

/** A body that is passed on as it comes. Belongs to the event loop. */
final class Passing {
    private final Exchange exchange;
    private final EventLoop loop;
    private Optional<StreamedEndpoint.Sink> sink = Optional.empty();
    private boolean waiting = true;
    private boolean whole;
    private boolean over;

    Passing(Exchange exchange, EventLoop loop) {
        this.exchange = exchange;
        this.loop = loop;
    }

    /** @param done told on the event loop that the next piece is wanted */
    void begin(StreamedEndpoint endpoint, Consumer<Passing> done) {
        try {
            StreamedEndpoint.Sink begun = endpoint.begin(exchange, () -> later(done));
            sink = Optional.of(begun);
            if (over) {
                begun.cut();
            }
        } catch (MalformedMessage e) {
            exchange.refuse(e.problem());
        }
    }

    private void later(Consumer<Passing> done) {
        try {
            loop.execute(() -> done.accept(this));
        } catch (RejectedExecutionException e) {
            // The loops have ended, and all connections with them.
        }
    }

    /** Whether nothing is to be read for the time being. */
    boolean waiting() {
        return waiting;
    }

    /** Whether the last piece has come. */
    boolean whole() {
        return whole;
    }

    /** @param last whether it is the last piece, which may be empty */
    void take(ByteBuf piece, boolean last) {
        whole = last;
        waiting = true;
        if (piece.isReadable()) {
            byte[] bytes = new byte[piece.readableBytes()];
            piece.readBytes(bytes);
            sink.ifPresent(it -> it.take(Bytes.wrap(bytes)));
        } else {
            more();
        }
    }

    /** What was taken is done with. */
    void more() {
        if (over) {
            return;
        }
        if (whole) {
            sink.ifPresent(StreamedEndpoint.Sink::end);
        } else {
            waiting = false;
        }
    }

    /** It was answered. */
    void answered() {
        over = true;
    }

    /** The rest will not come. */
    void cut() {
        if (!over) {
            over = true;
            sink.ifPresent(StreamedEndpoint.Sink::cut);
        }
    }
}
