package org.yuanliu.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;
import org.yuanliu.node.http.handle.TunnelEndpoint;
import org.yuanliu.node.net.NoLeaks;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.Header;
import org.yuanliu.wire.MessageCodec;
import org.yuanliu.wire.RequestCodec;
import org.yuanliu.wire.Response;
import org.yuanliu.wire.ResponseCodec;

@ExtendWith(NoLeaks.class)
final class TunnelTest {
    private static final Request QUESTION = new Request.Resolve(Identifier.known("88.118/X"), Selection.PUBLIC);
    private static HttpNode node;

    @BeforeAll
    static void start() {
        node = new HttpNode();
        node.create("88.118/X", Element.of(1, "URL", "https://example.cn/"));
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    static Bytes message(Request request) {
        return RequestCodec.write(Envelope.ofRequest(0, 7), Header.ofRequest(0, 0x7FFF_FFFF), request)
                .bytes();
    }

    private static HttpRequest.Builder post(byte[] body) {
        return node.to("/")
                .header("Content-Type", TunnelEndpoint.TYPE)
                .header("Accept", TunnelEndpoint.TYPE)
                .POST(BodyPublishers.ofByteArray(body));
    }

    @Test
    void handleMessagesGoThroughHttp() throws Exception {
        HttpResponse<byte[]> answer =
                node.client.send(post(message(QUESTION).toArray()).build(), BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains(TunnelEndpoint.TYPE);
        var reply = MessageCodec.read(Bytes.wrap(answer.body()));
        assertThat(reply.envelope().requestId()).isEqualTo(7);
        assertThat(ResponseCodec.read(reply)).isInstanceOf(Response.Resolved.class);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, application/x-hdl-message",
        "application/x-hdl-message, text/html",
        "text/plain, */*",
    })
    void otherTypesAreNoMessages(String type, String accept) throws Exception {
        HttpResponse<String> answer = node.send(node.to("/")
                .header("Content-Type", type)
                .header("Accept", accept)
                .POST(BodyPublishers.ofByteArray(message(QUESTION).toArray())));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("right is application/x-hdl-message");
    }

    @Test
    void whatTheDoorWouldPassOverInSilenceIsRefused() throws Exception {
        byte[] whole = message(QUESTION).toArray();
        byte[] anAnswer = whole.clone();
        anAnswer[Envelope.BYTES + 7] = 1;

        assertThat(node.send(post(new byte[0])).statusCode()).isEqualTo(400);
        assertThat(node.send(post(Arrays.copyOf(whole, 19))).statusCode()).isEqualTo(400);
        assertThat(node.send(post(Arrays.copyOf(whole, whole.length - 1))).body())
                .contains("the envelope announces");
        assertThat(node.send(post(anAnswer)).body()).contains("an answer, not a request");
        assertThat(node.send(post(new byte[TunnelEndpoint.MAX_MESSAGE + 1])).statusCode())
                .isEqualTo(413);
    }

    @Test
    void identifiersOwnAddressIsATunnelToo() throws Exception {
        HttpResponse<String> answer = node.send(node.to("/88.118/X")
                .header("Content-Type", TunnelEndpoint.TYPE)
                .header("Accept", TunnelEndpoint.TYPE)
                .POST(BodyPublishers.ofByteArray(message(QUESTION).toArray())));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(TunnelEndpoint.TYPE);
    }
}
