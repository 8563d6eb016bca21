package org.yuanliu.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Permissions;
import org.yuanliu.node.net.NoLeaks;

/** Sessions of the JSON API: {@code /api/sessions} and what they open. */
@ExtendWith(NoLeaks.class)
final class JsonSessionsTest {
    private static HttpNode node;

    @BeforeAll
    static void start() {
        node = new HttpNode();
        node.create(
                "88.118/X1",
                Element.of(1, "URL", "https://example.cn/"),
                Element.of(2, new ElementType("PRICE"), Bytes.utf8("7"), Permissions.HIDDEN));
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    @Test
    void sessionIsOpenedProvenUsedAndEnded() throws Exception {
        String opened = node.send(node.to("/api/sessions").POST(BodyPublishers.noBody()))
                .body();
        String id = value(opened, "sessionId");
        byte[] nonce = Base64.getDecoder().decode(value(opened, "nonce"));
        String proof = "{\"version\":\"0\",\"sessionId\":\"" + id + "\",\"id\":\"" + HttpNode.OPERATOR + "\","
                + "\"type\":\"HS_SECKEY\",\"cnonce\":\"AQID\",\"alg\":\"HMAC-SHA256\",\"signature\":\"" + mac(nonce)
                + "\"}";
        String header = "Handle version=\"0\", sessionId=\"" + id + "\"";

        String before = node.send(node.to("/api/sessions/this").header("Authorization", header))
                .body();
        String proven = node.send(node.to("/api/sessions/this")
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(proof)))
                .body();
        String read = node.send(node.to("/api/handles/88.118/X1").header("Authorization", header))
                .body();
        int ended = node.send(node.to("/api/sessions/this")
                        .header("Authorization", header)
                        .DELETE())
                .statusCode();
        int after = node.send(node.to("/api/handles/88.118/X1").header("Authorization", header))
                .statusCode();

        assertThat(before).contains("\"authenticated\":false");
        assertThat(proven).contains("\"authenticated\":true", "\"id\":\"302:0.NA/88.118\"");
        assertThat(HttpNode.indexesIn(read)).isEqualTo("1 2");
        assertThat(ended).isEqualTo(204);
        assertThat(after).isEqualTo(401);
        assertThat(node.get("/api/sessions/this").headers().allValues("www-authenticate"))
                .hasSize(2);
    }

    private static String mac(byte[] nonce) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Bytes.utf8(HttpNode.PASSWORD).toArray(), "HmacSHA256"));
        mac.update(nonce);
        return Base64.getEncoder().encodeToString(mac.doFinal(new byte[] {1, 2, 3}));
    }

    private static String value(String json, String field) {
        Matcher matcher = Pattern.compile("\"" + field + "\":\"([^\"]*)\"").matcher(json);
        assertThat(matcher.find()).as(json).isTrue();
        return matcher.group(1);
    }

    @Test
    void sessionFieldsCannotSmuggleOthersIn() throws Exception {
        HttpResponse<String> answer = node.send(node.to("/api/sessions/this")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"sessionId\":\"1\\\", id=\\\"300:0.NA/88.118\"}")));

        assertThat(answer.statusCode()).isEqualTo(400);
    }
}
