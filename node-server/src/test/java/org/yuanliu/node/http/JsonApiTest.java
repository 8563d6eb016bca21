package org.yuanliu.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Permissions;
import org.yuanliu.node.net.NoLeaks;

@ExtendWith(NoLeaks.class)
final class JsonApiTest {
    private static final String URL_ELEMENT = "{\"index\":1,\"type\":\"URL\",\"data\":\"https://example.cn/\"}";
    private static HttpNode node;

    @BeforeAll
    static void start() {
        node = new HttpNode();
        node.create(
                "88.118/X1",
                Element.of(1, "URL", "https://example.cn/"),
                Element.of(2, "DESC", "钢卷"),
                Element.of(3, new ElementType("PRICE"), Bytes.utf8("7"), Permissions.HIDDEN));
        node.create("88.118/a b/中文?#", Element.of(1, "URL", "https://example.cn/odd"));
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    @Test
    void recordIsResolved() throws Exception {
        HttpResponse<String> answer = node.get("/api/handles/88.118/x1");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json;charset=UTF-8");
        assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(answer.body().replaceAll(",\"timestamp\":\"[^\"]*\"", ""))
                .isEqualTo(
                        "{\"responseCode\":1,\"handle\":\"88.118/x1\",\"values\":["
                                + "{\"index\":1,\"type\":\"URL\",\"data\":{\"format\":\"string\",\"value\":\"https://example.cn/\"},"
                                + "\"ttl\":86400},"
                                + "{\"index\":2,\"type\":\"DESC\",\"data\":{\"format\":\"string\",\"value\":\"钢卷\"},\"ttl\":86400}]}");
    }

    /** More than a message of the Handle protocol holds. */
    @Test
    void largeRecordIsResolvedAsAWhole() throws Exception {
        String text = "x".repeat(30_000);
        Element[] elements = IntStream.rangeClosed(1, 10)
                .mapToObj(index -> Element.of(index, "DESC", text))
                .toArray(Element[]::new);
        node.create("88.118/LARGE", elements);

        HttpResponse<String> answer = node.get("/api/handles/88.118/LARGE");

        assertThat(HttpNode.indexesIn(answer.body())).isEqualTo("1 2 3 4 5 6 7 8 9 10");
        assertThat(answer.body().length()).isGreaterThan(300_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?type=URL|1",
                "?type=desc&type=nothing|2",
                "?index=2|2",
                "?index=1,2|1 2",
                "?index=1&type=DESC|1 2",
                "?auth=true&cert=false|1 2",
                "?publicOnly|1 2",
                "?type=URL.|1",
            })
    void parametersSelectElements(String query, String indexes) throws Exception {
        assertThat(HttpNode.indexesIn(node.get("/api/handles/88.118/X1" + query).body()))
                .isEqualTo(indexes);
    }

    @Test
    void hiddenElementsAreForAdministrators() throws Exception {
        HttpResponse<String> anonymous = node.get("/api/handles/88.118/X1?publicOnly=false");
        HttpResponse<String> operator = node.send(node.asOperator("/api/handles/88.118/X1"));
        HttpResponse<String> publicOnly = node.send(node.asOperator("/api/handles/88.118/X1?publicOnly=true"));

        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(anonymous.headers().allValues("www-authenticate"))
                .hasSize(2)
                .anyMatch(c -> c.startsWith("Handle sessionId="))
                .anyMatch(c -> c.startsWith("Basic"));
        assertThat(HttpNode.indexesIn(operator.body())).isEqualTo("1 2 3");
        assertThat(HttpNode.indexesIn(publicOnly.body())).isEqualTo("1 2");
    }

    @Test
    void scriptsInPagesGetNoBasicChallenge() throws Exception {
        HttpResponse<String> answer = node.send(
                node.to("/api/handles/88.118/X1?publicOnly=false").header("X-Requested-With", "XMLHttpRequest"));

        assertThat(answer.headers().allValues("www-authenticate"))
                .singleElement()
                .satisfies(c -> assertThat(c).startsWith("Handle"));
    }

    @Test
    void nothingSelectedIsNoError() throws Exception {
        HttpResponse<String> answer = node.get("/api/handles/88.118/X1?type=NOPE");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"responseCode\":200", "\"values\":[]", "\"reason\":\"NOTHING_SELECTED\"");
    }

    @Test
    void missingRecordIsToldInTheLanguageOfTheCaller() throws Exception {
        HttpResponse<String> english = node.get("/api/handles/88.118/none");
        HttpResponse<String> chinese =
                node.send(node.to("/api/handles/88.118/none").header("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8"));

        assertThat(english.statusCode()).isEqualTo(404);
        assertThat(english.body())
                .isEqualTo("{\"responseCode\":100,\"handle\":\"88.118/none\","
                        + "\"message\":\"There is no identifier 88.118/none.\",\"reason\":\"NOT_FOUND\"}");
        assertThat(chinese.body()).contains("标识 88.118/none 不存在。");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/handles/88.118/a%20b/%E4%B8%AD%E6%96%87%3F%23, 200",
        "/api/handles/88.118%2Fa%20b%2f%e4%b8%ad%e6%96%87%3f%23, 200",
        "/api/handles/88.118/a+b, 404",
        "/api/handles/88.118/%00, 400",
        "/api/handles/88.118/%C0%AF, 400",
        "/api/handles/88.118/%ED%A0%80, 400",
        "/api/handles/88.118/%FF, 400",
        "/api/handles/88.118/..%2f..%2fetc/passwd, 404",
        "/api/handles/%2F, 400",
        "/api/handles/, 400",
        "/api/handles/88.118/X1?index=0x1, 400",
        "/api/handles/88.118/X1?index=-1, 400",
        "/api/handles/88.118/X1?publicOnly=maybe, 400",
        "/api/handles/88.118/X1?type=%C3%28, 400",
        "/api/handles/10.1000/1, 400",
        "/api/nothing, 404",
    })
    void addressesAreReadStrictly(String path, int status) throws Exception {
        HttpResponse<String> answer = node.get(path);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void addressThatIsNoneIsToldAsJson() throws Exception {
        HttpResponse<String> answer = node.get("/api/nope");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo("{\"responseCode\":5,\"message\":\"/api/nope is not supported here.\","
                        + "\"reason\":\"NOT_SUPPORTED\"}");
    }

    @Test
    void prettyHasLines() throws Exception {
        assertThat(node.get("/api/handles/88.118/X1?pretty").body()).contains("{\n  \"responseCode\" : 1,\n");
    }

    @Test
    void recordLivesThroughItsWholeLife() throws Exception {
        String path = "/api/handles/88.118/life";

        HttpResponse<String> created = node.put(path + "?overwrite=false", "[" + URL_ELEMENT + "]");
        HttpResponse<String> again = node.put(path + "?overwrite=false", "[" + URL_ELEMENT + "]");
        HttpResponse<String> replaced = node.put(path, "{\"handle\":\"88.118/LIFE\",\"values\":[" + URL_ELEMENT + "]}");
        HttpResponse<String> added =
                node.put(path + "?index=2&overwrite=false", "{\"index\":2,\"type\":\"DESC\",\"data\":\"x\"}");
        HttpResponse<String> changed =
                node.put(path + "?index=various", "[{\"index\":2,\"type\":\"DESC\",\"data\":\"y\"}]");
        String after = node.get(path).body();
        HttpResponse<String> removed =
                node.send(node.asOperator(path + "?index=1").DELETE());
        String then = node.get(path).body();
        HttpResponse<String> deleted = node.send(node.asOperator(path).DELETE());

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.body()).isEqualTo("{\"responseCode\":1,\"handle\":\"88.118/life\"}");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("\"responseCode\":101");
        assertThat(replaced.statusCode()).as(replaced.body()).isEqualTo(200);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(after).contains("\"value\":\"y\"").contains("example.cn");
        assertThat(removed.statusCode()).isEqualTo(200);
        assertThat(HttpNode.indexesIn(then)).isEqualTo("2");
        assertThat(deleted.statusCode()).isEqualTo(200);
        assertThat(node.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void mintedSuffixIsToldInTheAnswer() throws Exception {
        HttpResponse<String> answer =
                node.put("/api/handles/88.118/batch-?mintNewSuffix=true&overwrite=false", "[" + URL_ELEMENT + "]");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.body()).containsPattern("\"handle\":\"88.118/batch-[0-9a-f-]{36}\"");
    }

    @Test
    void suffixIsMintedUnderABarePrefix() throws Exception {
        HttpResponse<String> answer = node.put("/api/handles/88.118/?mintNewSuffix=true", "[" + URL_ELEMENT + "]");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).containsPattern("\"handle\":\"88.118/[0-9a-f-]{36}\"");
    }

    @Test
    void sameIdempotencyKeyGetsTheFirstAnswer() throws Exception {
        String path = "/api/handles/88.118/once?overwrite=false";
        HttpRequest.Builder request = node.asOperator(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "order-1")
                .PUT(BodyPublishers.ofString("[" + URL_ELEMENT + "]"));

        assertThat(node.send(request).statusCode()).isEqualTo(201);
        assertThat(node.send(request).statusCode()).isEqualTo(201);
        assertThat(node.put(path, "[" + URL_ELEMENT + "]").statusCode()).isEqualTo(409);
    }

    @Test
    void emptyIdempotencyKeyIsRefused() throws Exception {
        HttpRequest.Builder request = node.asOperator("/api/handles/88.118/K")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "x".repeat(65))
                .PUT(BodyPublishers.ofString("[" + URL_ELEMENT + "]"));

        assertThat(node.send(request).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
    void bodyOfAnotherTypeIsRefused(String type) throws Exception {
        HttpResponse<String> answer = node.send(node.asOperator("/api/handles/88.118/T")
                .header("Content-Type", type)
                .PUT(BodyPublishers.ofString("[" + URL_ELEMENT + "]")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("found '" + type + "', right is application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/handles/88.118/T|{|line 1",
                "/api/handles/88.118/T|[{\"index\":1,\"type\":\"URL\"}]|data: missing",
                "/api/handles/88.118/T|{\"handle\":\"88.118/OTHER\",\"values\":[]}|88.118/T in the address",
                "/api/handles/88.118/T?index=2|{\"index\":1,\"type\":\"URL\",\"data\":\"x\"}|must name the elements",
                "/api/handles/88.118/T?index=0|{\"index\":1,\"type\":\"URL\",\"data\":\"x\"}|right is a number 1..",
            })
    void badBodiesAreRefusedWithTheReason(String path, String body, String reason) throws Exception {
        HttpResponse<String> answer = node.put(path, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(reason);
    }

    @Test
    void writingNeedsAProof() throws Exception {
        HttpRequest.Builder request = node.to("/api/handles/88.118/T")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("[" + URL_ELEMENT + "]"));

        HttpResponse<String> anonymous = node.send(request);
        HttpResponse<String> wrong =
                node.send(request.header("Authorization", "Basic " + HttpNode.base64("302%3A0.NA%2F88.118:wrong")));

        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(wrong.body()).contains("AUTHENTICATION_FAILED").doesNotContain("secret\"");
    }

    @Test
    void identifiersAreListedPageByPage() throws Exception {
        for (int i = 0; i < 7; i++) {
            node.create("88.118/list-" + i, Element.of(1, "URL", "https://example.cn/"));
        }
        HttpResponse<String> anonymous = node.get("/api/handles?prefix=88.118");
        HttpResponse<String> all = node.send(node.asOperator("/api/handles?prefix=0.NA/88.118"));
        StringBuilder paged = new StringBuilder();
        String after = "";
        for (int page = 0; page == 0 || !after.isEmpty(); page++) {
            String body = node.send(node.asOperator("/api/handles?prefix=88.118&pageSize=2" + after))
                    .body();
            paged.append(listIn(body)).append(',');
            Matcher next = Pattern.compile("\"next\":\"([^\"]*)\"").matcher(body);
            after = next.find() ? "&after=" + next.group(1) : "";
        }
        String third = node.send(node.asOperator("/api/handles?prefix=88.118&pageSize=2&page=2"))
                .body();

        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(all.body()).contains("88.118/LIST-0", "88.118/LIST-6").doesNotContain("next");
        assertThat(paged.toString()).isEqualTo(listIn(all.body()) + ",");
        assertThat(third).contains("\"page\":2,\"pageSize\":2");
        assertThat(listIn(all.body())).contains(listIn(third));
    }

    private static String listIn(String json) {
        return json.substring(json.indexOf('[') + 1, json.indexOf(']'));
    }

    @Test
    void prefixesAreHomedAndUnhomedByTheOperator() throws Exception {
        HttpRequest.Builder home =
                node.asOperator("/api/prefixes?prefix=0.NA/88.118.9").PUT(BodyPublishers.noBody());
        HttpResponse<String> homed = node.send(home);
        HttpResponse<String> listed = node.send(node.asOperator("/api/prefixes"));
        HttpResponse<String> unhomed =
                node.send(node.asOperator("/api/prefixes?prefix=88.118.9").DELETE());

        assertThat(homed.statusCode()).as(homed.body()).isEqualTo(200);
        assertThat(listed.body()).contains("\"prefixes\":[").contains("0.NA/88.118.9");
        assertThat(unhomed.statusCode()).isEqualTo(200);
        assertThat(node.get("/api/prefixes").statusCode()).isEqualTo(401);
    }

    @Test
    void siteTellsHowTheNodeIsReached() throws Exception {
        assertThat(node.get("/api/site").body())
                .startsWith("{\"responseCode\":1,\"site\":{\"version\":1,\"protocolVersion\":\"2.11\"")
                .contains("\"protocol\":\"HTTP\",\"port\":8000");
    }

    @Test
    void otherServersMayAskWhetherAProofFits() throws Exception {
        String mac = HttpNode.base64("\u0003" + "x".repeat(32));
        String body =
                "{\"handle\":\"0.NA/88.118\",\"index\":302,\"nonce\":\"AQ==\",\"requestDigest\":\"Ag==\",\"answer\":\""
                        + mac + "\"}";
        HttpResponse<String> answer = node.send(node.to("/api/verifications")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));

        assertThat(answer.body()).isEqualTo("{\"responseCode\":1,\"isValid\":false,\"handle\":\"0.NA/88.118\"}");
    }

    @Test
    void callbackMakesAScriptThatSeesOnlyPublicElements() throws Exception {
        node.create(
                "88.118/script",
                Element.of(1, "DESC", "</script>\u2028"),
                Element.of(2, new ElementType("P"), Bytes.utf8("7"), Permissions.HIDDEN));

        HttpResponse<String> answer = node.send(node.asOperator("/api/handles/88.118/script?callback=a.b_1"));
        HttpResponse<String> missing = node.get("/api/handles/88.118/none?callback=f");

        assertThat(answer.headers().firstValue("content-type")).contains("application/javascript;charset=UTF-8");
        assertThat(answer.body())
                .startsWith("/**/a.b_1({\"responseCode\":1,")
                .endsWith("});")
                .doesNotContain("\u2028");
        assertThat(HttpNode.indexesIn(answer.body())).isEqualTo("1");
        assertThat(missing.statusCode()).isEqualTo(200);
        assertThat(missing.body()).startsWith("/**/f({\"responseCode\":100,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "alert(1)", "a;b", "a<b", "%0a", "a-b", "中"})
    void callbackThatIsNoFunctionNameIsRefused(String name) throws Exception {
        String encoded = name.startsWith("%") ? name : Percent.encode(name);
        HttpResponse<String> answer = node.get("/api/handles/88.118/X1?callback=" + encoded);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json;charset=UTF-8");
    }

    @Test
    void browsersMayCallFromOtherOriginsWithoutCredentials() throws Exception {
        HttpResponse<String> preflight = node.send(node.to("/api/handles/88.118/X1")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://example.cn")
                .header("Access-Control-Request-Method", "PUT"));
        HttpResponse<String> answer =
                node.send(node.to("/api/handles/88.118/X1").header("Origin", "https://x.cn"));
        HttpResponse<String> page = node.send(node.to("/").header("Origin", "https://x.cn"));

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("access-control-allow-methods"))
                .contains("DELETE, GET, HEAD, OPTIONS, PUT");
        assertThat(preflight.headers().firstValue("access-control-allow-origin"))
                .contains("*");
        assertThat(preflight.headers().firstValue("access-control-allow-credentials"))
                .isEmpty();
        assertThat(answer.headers().firstValue("access-control-allow-origin")).contains("*");
        assertThat(page.headers().firstValue("access-control-allow-origin")).isEmpty();
    }

    @Test
    void methodThatARouteLacksIsToldWithThoseItHas() throws Exception {
        HttpResponse<String> answer = node.send(node.to("/api/site").DELETE());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).contains("GET, HEAD, OPTIONS");
    }

    @Test
    void headIsGetWithoutTheBody() throws Exception {
        HttpResponse<String> head =
                node.send(node.to("/api/handles/88.118/X1").method("HEAD", BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("content-length").orElse(0)).isPositive();
    }
}
