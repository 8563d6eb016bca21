package org.yuanliu.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yuanliu.node.net.NoLeaks;

@ExtendWith(NoLeaks.class)
final class BatchesTest {
    private static HttpNode node;

    @BeforeAll
    static void start() {
        node = new HttpNode();
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    @Test
    void eachLineHasItsVerdict() throws Exception {
        String body = line("B1") + "\n\n" + line("B1") + "\nno JSON\n" + line("B2") + "\n"
                + line("B2").replace("}]}", "}],\"update\":true}");

        HttpResponse<String> answer = post("first", body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/jsonl;charset=UTF-8");
        List<String> lines = answer.body().lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0))
                .startsWith("{\"line\":1,\"identifier\":\"88.118/B1\",\"status\":\"registered\",\"version\":1,");
        assertThat(lines.get(1))
                .startsWith("{\"line\":3,\"identifier\":\"88.118/B1\",\"status\":\"refused\",")
                .contains("\"reason\":\"ALREADY_EXISTS\"");
        assertThat(lines.get(2)).startsWith("{\"line\":4,\"status\":\"refused\",\"reason\":\"INVALID_ARGUMENT\"");
        assertThat(lines.get(4)).contains("\"status\":\"updated\",\"version\":2,");
    }

    @Test
    void sameRequestAgainGetsTheFirstVerdicts() throws Exception {
        String body = lines("R", 1200);

        String first = post("again", body).body();

        assertThat(first.lines()).hasSize(1200).allMatch(line -> line.contains("\"registered\""));
        assertThat(post("again", body).body()).isEqualTo(first);
        assertThat(post("other key", body).body().lines()).allMatch(line -> line.contains("ALREADY_EXISTS"));
    }

    @Test
    void longerRequestUnderTheSameKeyGoesOn() throws Exception {
        String begin = lines("G", 500);
        String first = post("growing", begin).body();

        String both = post("growing", begin + line("G500")).body();

        assertThat(both).startsWith(first);
        assertThat(both.lines().skip(500)).hasSize(1).allMatch(line -> line.contains("\"registered\""));
    }

    @Test
    void otherLinesUnderTheSameKeyAreRefused() throws Exception {
        post("taken", lines("T", 3));

        HttpResponse<String> answer = post("taken", lines("U", 3));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("REQUEST_ID_REUSED");
        assertThat(node.get("/api/handles/88.118/U0").statusCode()).isEqualTo(404);
    }

    @Test
    void keyAndIdentityAreDemanded() throws Exception {
        HttpResponse<String> noKey = node.send(node.asOperator("/v1/batches").POST(BodyPublishers.ofString(line("N"))));
        HttpResponse<String> nobody = node.send(
                node.to("/v1/batches").header("Idempotency-Key", "k").POST(BodyPublishers.ofString(line("N"))));

        assertThat(noKey.statusCode()).isEqualTo(400);
        assertThat(noKey.body()).contains("Idempotency-Key");
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.headers().allValues("www-authenticate")).isNotEmpty();
    }

    @Test
    void identifiersAreSuggestedByTheRuleOfATemplate() throws Exception {
        String template =
                "{\"name\":\"bar\",\"version\":1,\"label\":{\"zh\":\"棒\",\"en\":\"Bar\"},\"industry\":\"3130\","
                        + "\"identifier\":\"{lot}-{bundle:n2}\",\"fields\":[{\"index\":2000,\"name\":\"lot\",\"label\":"
                        + "{\"zh\":\"批号\",\"en\":\"Lot\"},\"kind\":\"text\",\"maxLength\":9,\"required\":true}]}";
        String publish =
                "{\"identifier\":\"88.118/META_bar\",\"values\":[{\"index\":1,\"type\":\"TEMPLATE_DEFINITION\","
                        + "\"data\":\"" + template.replace("\"", "\\\"") + "\"}]}";
        assertThat(post("templates", publish).body()).contains("\"registered\"");

        HttpResponse<String> right = suggest("{\"批号\":\"L1\",\"bundle\":7}");
        HttpResponse<String> lacking = suggest("{\"lot\":\"L1\"}");

        assertThat(right.body()).isEqualTo("{\"responseCode\":1,\"handle\":\"88.118/L1-07\"}");
        assertThat(lacking.statusCode()).isEqualTo(422);
        assertThat(lacking.body()).contains("TEMPLATE_VIOLATED", "\"field\":\"bundle\"", "bundle is missing.");
    }

    private static HttpResponse<String> suggest(String fields) throws Exception {
        String body = "{\"prefix\":\"88.118\",\"template\":\"bar:1\",\"fields\":" + fields + "}";
        return node.send(node.asOperator("/api/suggestions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void nothingToDoIsDone() throws Exception {
        assertThat(post("empty", "\n \n").body()).isEmpty();
    }

    @Test
    void complaintsAreInTheCallersLanguage() throws Exception {
        var request = node.asOperator("/v1/batches")
                .header("Idempotency-Key", "chinese")
                .header("Accept-Language", "zh-CN")
                .POST(BodyPublishers.ofString("{}"));

        assertThat(node.send(request).body()).contains("有误");
    }

    private static HttpResponse<String> post(String key, String body) throws Exception {
        return node.send(node.asOperator("/v1/batches")
                .header("Idempotency-Key", key.replace(' ', '-'))
                .POST(BodyPublishers.ofString(body)));
    }

    private static String lines(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> line(name + i) + "\n").collect(Collectors.joining());
    }

    private static String line(String suffix) {
        return "{\"identifier\":\"88.118/" + suffix
                + "\",\"values\":[{\"index\":1,\"type\":\"URL\",\"data\":\"https://example.cn/\"}]}";
    }
}
