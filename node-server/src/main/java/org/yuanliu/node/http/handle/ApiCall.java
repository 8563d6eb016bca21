package org.yuanliu.node.http.handle;

import com.fasterxml.jackson.core.JsonpCharacterEscapes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yuanliu.json.ItemJson;
import org.yuanliu.json.Json;
import org.yuanliu.json.RecordJson;
import org.yuanliu.json.SiteJson;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.node.auth.HeaderAuth;
import org.yuanliu.node.http.Answer;
import org.yuanliu.node.http.Exchange;
import org.yuanliu.node.http.Query;

/**
 * One call of the JSON API and the forms its answer can have: {@code pretty} asks for line breaks, {@code callback} for a
 * script that calls that function (JSONP). Scripts always have status 200, as browsers run no others.
 */
final class ApiCall {
    private static final Pattern FUNCTION = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$.]{0,99}");
    private static final String SCRIPT = "application/javascript;charset=UTF-8";
    private static final int TYPICAL = 512;
    private static final int SUCCESS = 1;

    private final Exchange exchange;
    private final HeaderAuth auth;
    private final Query query;
    private final boolean pretty;
    private final Optional<String> callback;

    private ApiCall(Exchange exchange, HeaderAuth auth, Query query, boolean pretty, Optional<String> callback) {
        this.exchange = exchange;
        this.auth = auth;
        this.query = query;
        this.pretty = pretty;
        this.callback = callback;
    }

    static ApiCall of(Exchange exchange, HeaderAuth auth) throws MalformedMessage {
        Query query = exchange.query();
        Optional<String> callback = query.first("callback");
        if (callback.isPresent() && !FUNCTION.matcher(callback.get()).matches()) {
            throw new MalformedMessage(
                    Reason.INVALID_ARGUMENT, "parameter callback", "right is a name of a JavaScript function");
        }
        return new ApiCall(exchange, auth, query, query.flag("pretty", false), callback);
    }

    Exchange exchange() {
        return exchange;
    }

    Query query() {
        return query;
    }

    boolean isScript() {
        return callback.isPresent();
    }

    /** The identifier in the path. */
    Identifier identifier() throws MalformedMessage {
        return Identifier.of(exchange.rest());
    }

    /** @throws MalformedMessage unless the body is declared to be JSON */
    void demandJson() throws MalformedMessage {
        String type = exchange.header(HttpHeaderNames.CONTENT_TYPE).orElse("");
        if (!type.regionMatches(true, 0, "application/json", 0, 16)) {
            String shown = type.length() <= 40 ? type : type.substring(0, 40) + "...";
            throw new MalformedMessage(
                    Reason.INVALID_ARGUMENT,
                    "the header field Content-Type",
                    "found '" + shown + "', right is application/json");
        }
    }

    /** Answers with what the registry said. */
    void answer(int status, Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            refuse(refused.problem());
        } else if (outcome instanceof Outcome.Referred referral) {
            refer(referral);
        } else if (outcome instanceof Outcome.Found found) {
            answer(status, json -> {
                json.writeStringField("handle", found.identifier().text());
                RecordJson.writeValues(found.elements(), json);
            });
        } else if (outcome instanceof Outcome.Written written) {
            answer(
                    status,
                    json -> json.writeStringField("handle", written.identifier().text()));
        } else if (outcome instanceof Outcome.Site site) {
            answer(status, json -> {
                json.writeFieldName("site");
                SiteJson.write(site.site(), json);
            });
        } else {
            throw new IllegalStateException("no JSON for " + outcome.getClass());
        }
    }

    /** Answers with success and the given fields. */
    void answer(int status, Json.Body fields) {
        send(Answer.of(isScript() ? 200 : status, type(), object(SUCCESS, fields)));
    }

    /** Says where the identifier lives, as status 300 (wire reference, section 13). */
    private void refer(Outcome.Referred referral) {
        Problem problem = referral.problem();
        int code = problem.reason().handleCode() + (referral.derived() ? 1 : 0);
        send(Answer.of(isScript() ? 200 : problem.reason().httpStatus(), type(), object(code, json -> {
            json.writeStringField("handle", referral.identifier().text());
            json.writeStringField("message", problem.text(exchange.locale()));
            json.writeStringField("reason", problem.reason().name());
            RecordJson.writeValues(referral.sites(), json);
        })));
    }

    void refuse(Problem problem) {
        exchange.note(problem);
        Reason reason = problem.reason();
        Answer answer = Answer.of(isScript() ? 200 : reason.httpStatus(), type(), object(reason.handleCode(), json -> {
            Optional<String> handle = handle();
            if (handle.isPresent()) {
                json.writeStringField("handle", handle.get());
            }
            json.writeStringField("message", problem.text(exchange.locale()));
            json.writeStringField("reason", reason.name());
            ItemJson.writeViolations(problem.violations(), exchange.locale(), json);
            if (reason == Reason.NOTHING_SELECTED) {
                json.writeArrayFieldStart("values");
                json.writeEndArray();
            }
        }));
        if (answer.status() == 401) {
            challenge(answer);
        } else if (answer.status() == 503) {
            answer.with(HttpHeaderNames.RETRY_AFTER, "1");
        }
        send(answer);
    }

    /** What the call was about, as far as the path says it. */
    private Optional<String> handle() {
        try {
            return Optional.of(exchange.rest()).filter(text -> !text.isEmpty());
        } catch (MalformedMessage e) {
            return Optional.empty();
        }
    }

    /** Scripts in a page get no Basic challenge: the browser would open its password window. */
    private void challenge(Answer answer) {
        boolean byScript = exchange.header("x-requested-with")
                .filter("XMLHttpRequest"::equals)
                .isPresent();
        for (String challenge : auth.challenges(exchange.trusted())) {
            if (!(byScript && challenge.startsWith("Basic"))) {
                answer.with(HttpHeaderNames.WWW_AUTHENTICATE, challenge);
            }
        }
    }

    private void send(Answer answer) {
        // Answers depend on who asks.
        exchange.answer(answer.with(HttpHeaderNames.VARY, "Authorization, Accept-Language"));
    }

    private String type() {
        return isScript() ? SCRIPT : Answer.JSON;
    }

    private ByteBuf object(int code, Json.Body fields) {
        ByteBuf out = ByteBufAllocator.DEFAULT.buffer(TYPICAL);
        // The comment keeps the first bytes out of the caller's hands: some plug-ins took them for a film.
        callback.ifPresent(function -> ByteBufUtil.writeUtf8(out, "/**/" + function + "("));
        Json.write(new ByteBufOutputStream(out), pretty, json -> {
            if (isScript()) {
                json.setCharacterEscapes(JsonpCharacterEscapes.instance());
            }
            json.writeStartObject();
            json.writeNumberField("responseCode", code);
            fields.writeTo(json);
            json.writeEndObject();
        });
        callback.ifPresent(function -> ByteBufUtil.writeUtf8(out, ");"));
        return out;
    }
}
