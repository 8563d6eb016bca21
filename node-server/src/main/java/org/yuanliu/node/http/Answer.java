package org.yuanliu.node.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * What goes back. Whoever passes it to {@link Exchange#answer} gives the content away.
 *
 * @param headers more header fields, beyond the content's type and length and what the server adds
 */
public record Answer(int status, String type, HttpHeaders headers, ByteBuf content) {
    public static final String JSON = "application/json;charset=UTF-8";
    public static final String HTML = "text/html;charset=UTF-8";

    public static Answer of(int status, String type, ByteBuf content) {
        return new Answer(status, type, new DefaultHttpHeaders(), content);
    }

    public static Answer text(int status, String type, CharSequence text) {
        return of(status, type, ByteBufUtil.writeUtf8(ByteBufAllocator.DEFAULT, text));
    }

    public static Answer empty(int status) {
        return of(status, "", Unpooled.EMPTY_BUFFER);
    }

    public static Answer redirect(String target) {
        return empty(302).with(HttpHeaderNames.LOCATION, target);
    }

    /** Adds a header field. */
    public Answer with(CharSequence name, Object value) {
        headers.add(name, value);
        return this;
    }
}
