package org.yuanliu.node.http;

import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;

/** A body that is passed on as it comes. Belongs to the event loop. */
final class Passing {
    private final Exchange exchange;
    private Optional<StreamedEndpoint.Sink> sink = Optional.empty();
    private boolean waiting = true;
    private boolean whole;
    private boolean over;

    Passing(Exchange exchange) {
        this.exchange = exchange;
    }

    /** @param more see {@link StreamedEndpoint#begin} */
    void begin(StreamedEndpoint endpoint, Runnable more) {
        try {
            StreamedEndpoint.Sink begun = endpoint.begin(exchange, more);
            sink = Optional.of(begun);
            if (over) {
                begun.cut();
            }
        } catch (MalformedMessage e) {
            exchange.refuse(e.problem());
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
