package org.yuanliu.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
final class PagesTest {
    private static final String EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&";
    private static HttpNode node;

    @BeforeAll
    static void start() {
        node = new HttpNode();
        node.create(
                "88.118/url", Element.of(1, "URL", "https://example.cn/批次?a=1"), Element.of(2, "URL", "https://b.cn/"));
        node.create("88.118/alias", Element.of(1, "HS_ALIAS", "88.118/url"));
        node.create("88.118/loop", Element.of(1, "HS_ALIAS", "88.118/LOOP"));
        node.create("88.118/text", Element.of(1, "DESC", "only text"));
        node.create(
                "88.118/evil",
                Element.of(1, "DESC", EVIL),
                Element.of(2, EVIL, "javascript:alert(1)"),
                Element.of(3, "LINK", "https://ok.cn/\"onmouseover=alert(1)"));
        node.create("88.118/loc", locations("""
                <locations>
                  <location id="0" href="https://cn.example/" country="cn" weight="1"/>
                  <location id="1" href="https://a.example/" weight="3"/>
                  <location id="2" href="https://b.example/" weight="1"/>
                  <location id="3" href="https://never.example/" weight="0"/>
                  <location href="https://a.example/data.json" http_role="conneg" media-type="application/json"/>
                </locations>"""));
        node.create(
                "88.118/hidden",
                Element.of(1, new ElementType("URL"), Bytes.utf8("https://x.cn/"), Permissions.HIDDEN));
        node.create("88.118/" + "<b>", Element.of(1, "DESC", "x"));
    }

    private static Element locations(String xml) {
        return Element.of(1, "10320/loc", xml);
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    private static Optional<String> location(String path) throws Exception {
        HttpResponse<String> answer = node.get(path);
        return answer.statusCode() == 302 ? answer.headers().firstValue("location") : Optional.empty();
    }

    @ParameterizedTest
    @CsvSource({
        "/88.118/url, https://example.cn/%E6%89%B9%E6%AC%A1?a=1",
        "/88.118/url?index=2, https://b.cn/",
        "/88.118/url?type=URL, https://example.cn/%E6%89%B9%E6%AC%A1?a=1",
        "/88.118/url?urlappend=%26b=2, https://example.cn/%E6%89%B9%E6%AC%A1?a=1&b=2",
        "/88.118/alias, https://example.cn/%E6%89%B9%E6%AC%A1?a=1",
        "/88.118/loc?locatt=id:2, https://b.example/",
        "/88.118/loc?locatt=id:3, https://never.example/",
        "/88.118/loc?country=CN, https://cn.example/",
        "/?identifier=88.118%2Furl, /88.118/url?noredirect",
        "/?identifier=/evil.cn, /%2Fevil.cn?noredirect",
        "/?identifier=//evil.cn/x, /%2F/evil.cn/x?noredirect",
    })
    void browserIsSentToWhereTheIdentifierPoints(String path, String target) throws Exception {
        if (path.contains("id:3")) {
            // The caller asks for it, but weight 0 is never by chance: nothing is left, and nothing else points
            // anywhere.
            assertThat(location(path)).isEmpty();
        } else {
            assertThat(location(path)).contains(target);
        }
    }

    @Test
    void placesAreChosenByWeight() throws Exception {
        Map<String, Integer> chosen = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            chosen.merge(location("/88.118/loc").orElse("none"), 1, Integer::sum);
        }

        assertThat(chosen.keySet()).containsExactlyInAnyOrder("https://a.example/", "https://b.example/");
        assertThat(chosen.get("https://a.example/")).isBetween(120, 180);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json|https://a.example/data.json",
                "text/html;q=0.5, application/json|https://a.example/data.json",
                "text/html, application/json;q=0.9|example/",
                "*/*|example/",
                ";|example/",
                ";,,q=1;;, application/json|https://a.example/data.json",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8|example/",
            })
    void programsThatLikeDataBetterThanPagesAreSentToIt(String accept, String target) throws Exception {
        HttpResponse<String> answer = node.send(node.to("/88.118/loc").header("Accept", accept));

        assertThat(answer.headers().firstValue("location").orElse("")).endsWith(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                " JavaScript:alert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "//evil.cn/",
                "/relative",
                "https:evil.cn",
                "http://",
                "vbscript:x",
                "ftp://example.cn/",
                "https://exa mple.cn:port/",
                "\u0001https://x.cn",
            })
    void browserIsSentToWebAddressesOnly(String url) throws Exception {
        node.create("88.118/bad", Element.of(1, "URL", url));
        node.create(
                "88.118/bad-loc",
                locations("<locations><location href='" + url.replace("\u0001", "") + "'/></locations>"));

        assertThat(node.get("/88.118/bad").statusCode()).isEqualTo(200);
        assertThat(node.get("/88.118/bad").body()).doesNotContain("href=\"" + url);
        assertThat(location("/88.118/bad-loc").filter(l -> !l.equals("https://x.cn")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {".evil.cn/", "@evil.cn/", ":81/"})
    void appendixCannotLeadToAnotherHost(String appendix) throws Exception {
        node.create("88.118/bare", Element.of(1, "URL", "https://example.cn"));

        assertThat(node.get("/88.118/bare?urlappend=" + Percent.encode(appendix))
                        .statusCode())
                .isEqualTo(400);
        assertThat(location("/88.118/bare?urlappend=/ok")).contains("https://example.cn/ok");
    }

    @Test
    void lineBreaksInAnAddressMakeNoHeader() throws Exception {
        node.create("88.118/crlf", Element.of(1, "URL", "https://example.cn/\r\nSet-Cookie: a=b"));

        HttpResponse<String> answer = node.get("/88.118/crlf");

        assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
        assertThat(answer.headers().firstValue("location")).contains("https://example.cn/%0D%0ASet-Cookie:%20a=b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><locations><location href='https://x.cn/&e;'/></locations>",
                "<!DOCTYPE x [<!ENTITY a 'b'>]><locations><location href='https://x.cn/&a;'/></locations>",
                "<locations><location href='https://x.cn/'",
                "<locations/>",
                "no xml",
                "<locations><location/></locations>",
            })
    void documentsThatAreNoPlainLocationsPointNowhere(String xml) throws Exception {
        node.create("88.118/xml", locations(xml));

        assertThat(node.get("/88.118/xml").statusCode()).isEqualTo(200);
    }

    @Test
    void recordIsShownWhenNothingPointsAnywhereOrOnRequest() throws Exception {
        assertThat(node.get("/88.118/text").body()).contains("only text");
        assertThat(node.get("/88.118/url?noredirect").body()).contains("https://b.cn/", "Public elements: 2");
        assertThat(node.get("/88.118/url?action=showurls").statusCode()).isEqualTo(200);
        assertThat(node.get("/88.118/alias?ignore_aliases").body()).contains("88.118/url");
        assertThat(node.get("/88.118/loop").statusCode()).isEqualTo(500);
        assertThat(node.get("/0.NA/88.118?noredirect").body()).contains("302").doesNotContain("secret");
    }

    @Test
    void whatRecordsHoldIsShownAsTextAndNothingElse() throws Exception {
        HttpResponse<String> answer = node.get("/88.118/evil");

        assertThat(answer.body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&gt;&lt;img src=x onerror=alert(1)&gt;&amp;")
                .contains("href=\"https://ok.cn/%22onmouseover=alert(1)\"")
                .doesNotContain("<script", "<img", "href=\"javascript:");
        assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
                .startsWith("default-src 'none'; style-src 'sha256-");
        assertThat(answer.headers().firstValue("referrer-policy")).contains("no-referrer");
        assertThat(node.get("/88.118/%3Cb%3E").body()).doesNotContain("<b>");
        assertThat(node.get("/88.118/%22%3E%3Cscript%3E").body()).doesNotContain("<script");
    }

    @Test
    void missingIdentifierHasAPageInBothLanguages() throws Exception {
        HttpResponse<String> english = node.get("/88.118/none");
        HttpResponse<String> chinese = node.send(node.to("/88.118/none").header("Accept-Language", "zh-CN"));
        HttpResponse<String> chosen = node.get("/88.118/none?lang=zh");
        HttpResponse<String> elsewhere = node.get("/10.1000/1");

        assertThat(english.statusCode()).isEqualTo(404);
        assertThat(english.body()).contains("<html lang=\"en\">", "There is no identifier 88.118/none.");
        assertThat(chinese.body()).contains("<html lang=\"zh-CN\">", "找不到该标识");
        assertThat(chosen.body()).contains("找不到该标识");
        assertThat(elsewhere.statusCode()).isEqualTo(404);
        assertThat(node.get("/88.118/hidden").statusCode()).isEqualTo(404);
        assertThat(node.get("/88.118/%FF").statusCode()).isEqualTo(400);
        assertThat(node.get("/88.118/%FF").body()).contains("<html");
    }

    @Test
    void frontPageAsksForAnIdentifierAndIsSmall() throws Exception {
        HttpResponse<String> front = node.get("/");

        assertThat(front.statusCode()).isEqualTo(200);
        assertThat(front.body()).contains("<form action=\"/\" method=\"get\"").hasSizeLessThan(3000);
    }
}
