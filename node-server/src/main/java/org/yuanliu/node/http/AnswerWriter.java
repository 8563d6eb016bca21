package org.yuanliu.node.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;

/**
 * Puts the head of an answer into the bytes it has on the wire (RFC 9112, sections 4 and 5). Netty's encoder does the
 * same by way of an object for each header field, which was a fifth of what a request cost.
 */
final class AnswerWriter {
    private static final int TYPICAL_HEAD = 512;

    /** So much content is copied behind the head, so that both are one piece for the socket. */
    private static final int COPIED = 16 << 10;

    private static final byte[] VERSION = ascii("HTTP/1.1 ");
    private static final byte[] COLON = ascii(": ");
    private static final byte[] LINE_END = ascii("\r\n");
    private static final byte[] NO_SNIFFING = ascii("x-content-type-options: nosniff\r\n");
    private static final byte[] CROSS_ORIGIN =
            ascii("access-control-allow-origin: *\r\naccess-control-expose-headers: WWW-Authenticate\r\n");

    /** What becomes of the connection, where the version of HTTP does not say so by itself. */
    enum Connection {
        UNSAID(""),
        CLOSE("connection: close\r\n"),
        KEEP_ALIVE("connection: keep-alive\r\n");

        private final byte[] line;

        Connection(String line) {
            this.line = ascii(line);
        }
    }

    private AnswerWriter() {}

    /**
     * The head of an answer, with room behind it for content that is short.
     *
     * @param date text of the header field Date
     */
    static ByteBuf head(
            Answer answer, boolean crossOrigin, String date, Connection connection, ByteBufAllocator alloc) {
        int length = answer.content().readableBytes();
        ByteBuf out = alloc.buffer(TYPICAL_HEAD + (isShort(length) ? length : 0));
        HttpResponseStatus status = HttpResponseStatus.valueOf(answer.status());
        out.writeBytes(VERSION);
        ByteBufUtil.writeAscii(out, status.codeAsText());
        out.writeByte(' ');
        ByteBufUtil.writeAscii(out, status.reasonPhrase());
        out.writeBytes(LINE_END);
        if (answer.status() != 204 && answer.status() != 304) {
            field(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(length), out);
        }
        if (!answer.type().isEmpty()) {
            field(HttpHeaderNames.CONTENT_TYPE, answer.type(), out);
        }
        field(HttpHeaderNames.DATE, date, out);
        out.writeBytes(NO_SNIFFING);
        if (crossOrigin) {
            out.writeBytes(CROSS_ORIGIN);
        }
        out.writeBytes(connection.line);
        for (Iterator<Map.Entry<CharSequence, CharSequence>> fields =
                        answer.headers().iteratorCharSequence();
                fields.hasNext(); ) {
            Map.Entry<CharSequence, CharSequence> each = fields.next();
            field(each.getKey(), each.getValue(), out);
        }
        return out.writeBytes(LINE_END);
    }

    /** Whether content of that length is to be copied behind its head. */
    static boolean isShort(int length) {
        return length <= COPIED;
    }

    private static void field(CharSequence name, CharSequence value, ByteBuf out) {
        ByteBufUtil.writeAscii(out, name);
        out.writeBytes(COLON);
        ByteBufUtil.writeAscii(out, value);
        out.writeBytes(LINE_END);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
