package org.yuanliu.node.http.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yuanliu.json.ElementJson;
import org.yuanliu.json.Json;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.node.http.Answer;
import org.yuanliu.node.http.Percent;

/**
 * The pages, in Chinese or English: plain HTML that reads well on a phone, on paper and aloud. No script; the policy in
 * the header forbids any, and everything else but the style below.
 */
final class Page {
    private static final int MAX_SHOWN = 2000;

    private static final String STYLE = """
            body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#1a1a1a;background:#fff}
            h1{font-size:1.4rem;overflow-wrap:anywhere}a{color:#0b57a4}
            table{border-collapse:collapse;width:100%}caption{text-align:left;color:#555}
            th,td{text-align:left;vertical-align:top;padding:.4rem .6rem .4rem 0;border-bottom:1px solid #ddd}
            td{overflow-wrap:anywhere;white-space:pre-wrap}
            input{font:inherit;padding:.4rem;width:24rem;max-width:100%;box-sizing:border-box}button{font:inherit;padding:.4rem 1rem}
            footer{margin-top:2rem;color:#555}
            @media(max-width:40rem){.minor{display:none}}
            @media print{form,footer{display:none}.minor{display:table-cell}}
            """;

    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final Locale locale;
    private final boolean chinese;

    Page(Locale locale) {
        this.locale = locale;
        this.chinese = locale.getLanguage().equals("zh");
    }

    /** The front page: where people type an identifier. */
    Answer front() {
        String title = say("源流 · 标识解析", "Yuanliu · identifier resolution");
        Html html = begin(title);
        search(html, "");
        html.markup("<p>").text(say("程序接口：", "For programs: ")).markup("<code>/api/handles/</code>");
        html.text(say("（JSON），参见文档 docs/http.md。", " (JSON), described in docs/http.md."));
        return answer(200, end(html.markup("</p>"), "/?"));
    }

    /** The elements of a record that everyone may read. */
    Answer record(Identifier identifier, List<Element> elements) {
        String path = Percent.encode(identifier.text());
        Html html = begin(identifier.text());
        html.markup("<table><caption>")
                .text(say("公开数据项：", "Public elements: ") + elements.size())
                .markup("</caption><thead><tr><th scope=\"col\">")
                .text(say("索引", "Index"))
                .markup("</th><th scope=\"col\">")
                .text(say("类型", "Type"))
                .markup("</th><th scope=\"col\">")
                .text(say("数据", "Data"))
                .markup("</th><th scope=\"col\" class=\"minor\">")
                .text(say("写入时间（UTC）", "Written (UTC)"))
                .markup("</th></tr></thead><tbody>");
        elements.forEach(element -> row(html, element));
        html.markup("</tbody></table><p><a href=\"/api/handles/").text(path).markup("?pretty\">JSON</a></p>");
        search(html, "");
        return answer(200, end(html, "/" + path + "?noredirect&"));
    }

    private void row(Html html, Element element) {
        html.markup("<tr><td>").text(Integer.toString(element.index())).markup("</td><td>");
        html.text(element.type().name()).markup("</td><td>");
        data(html, element);
        html.markup("</td><td class=\"minor\">");
        long seconds = Integer.toUnsignedLong(element.timestamp());
        html.text(seconds == 0 ? "" : Instant.ofEpochSecond(seconds).toString()).markup("</td></tr>");
    }

    private void data(Html html, Element element) {
        String text = shown(element);
        Optional<String> link = link(text);
        if (link.isPresent()) {
            html.markup("<a rel=\"noreferrer nofollow\" href=\"")
                    .text(link.get())
                    .markup("\">");
            html.text(text).markup("</a>");
        } else if (text.length() > MAX_SHOWN) {
            html.text(text.substring(0, MAX_SHOWN)).markup("…");
            html.text(say("（全文见 JSON）", " (all of it: JSON)"));
        } else {
            html.text(text);
        }
    }

    private static Optional<String> link(String text) {
        try {
            return text.length() <= MAX_SHOWN ? Targets.of(text, "") : Optional.empty();
        } catch (MalformedMessage e) {
            return Optional.empty();
        }
    }

    /** Text as it is, all else as its JSON form shows it. */
    private static String shown(Element element) {
        var out = new ByteArrayOutputStream();
        Json.write(out, false, json -> ElementJson.write(element, json));
        try {
            JsonNode value =
                    Json.read(Bytes.wrap(out.toByteArray())).path("data").path("value");
            return value.isTextual() ? value.textValue() : value.toString();
        } catch (MalformedMessage e) {
            return element.data().hex();
        }
    }

    /** Why there is nothing to show. */
    Answer problem(String asked, Problem problem) {
        boolean missing = problem.reason() == Reason.NOT_FOUND || problem.reason() == Reason.NOT_RESPONSIBLE;
        String title = missing ? say("找不到该标识", "Identifier not found") : say("无法显示", "Nothing to show");
        Html html = begin(title);
        html.markup("<p role=\"alert\">").text(problem.text(locale)).markup("</p>");
        if (missing) {
            html.markup("<p>")
                    .text(
                            say(
                                    "请核对拼写，例如字母 O 与数字 0、字母 I 与数字 1；标识一般形如 88.118.8/编号。",
                                    "Please check the spelling, such as O and 0 or I and 1; an identifier looks like 88.118.8/number."));
            html.markup("</p>");
        }
        search(html, asked);
        return answer(missing ? 404 : status(problem.reason()), end(html, "/" + Percent.encode(asked) + "?"));
    }

    private static int status(Reason reason) {
        return reason == Reason.NOTHING_SELECTED ? 404 : reason.httpStatus();
    }

    private Html begin(String title) {
        return new Html()
                .markup("<!DOCTYPE html><html lang=\"" + (chinese ? "zh-CN" : "en")
                        + "\"><head><meta charset=\"utf-8\">")
                .markup("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>")
                .text(title)
                .markup("</title><style>" + STYLE + "</style></head><body><main><h1>")
                .text(title)
                .markup("</h1>");
    }

    private void search(Html html, String asked) {
        html.markup("<form action=\"/\" method=\"get\" role=\"search\"><p><label for=\"identifier\">")
                .text(say("标识", "Identifier"))
                .markup("</label><br><input id=\"identifier\" name=\"identifier\" required maxlength=\"2048\" ")
                .markup("autocapitalize=\"off\" spellcheck=\"false\" placeholder=\"88.118.8/X1\" value=\"")
                .text(asked)
                .markup("\"> <button>")
                .text(say("解析", "Resolve"))
                .markup("</button></p></form>");
    }

    private String end(Html html, String here) {
        html.markup("</main><footer><a href=\"/\">")
                .text(say("首页", "Front page"))
                .markup("</a> · ");
        html.markup("<a hreflang=\"" + (chinese ? "en" : "zh") + "\" href=\"").text(here);
        html.markup("lang=" + (chinese ? "en\">English" : "zh\">中文") + "</a></footer></body></html>");
        return html.toString();
    }

    private String say(String inChinese, String inEnglish) {
        return chinese ? inChinese : inEnglish;
    }

    private static Answer answer(int status, String html) {
        return Answer.text(status, Answer.HTML, html)
                .with("content-security-policy", POLICY)
                .with("referrer-policy", "no-referrer")
                .with("vary", "Accept, Accept-Language");
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
