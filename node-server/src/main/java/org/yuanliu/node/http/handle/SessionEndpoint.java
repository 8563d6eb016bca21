package org.yuanliu.node.http.handle;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yuanliu.json.Json;
import org.yuanliu.model.Caller;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.node.auth.HeaderAuth;
import org.yuanliu.node.auth.Verdict;
import org.yuanliu.node.http.Answer;
import org.yuanliu.node.http.Endpoint;
import org.yuanliu.node.http.Exchange;

/**
 * {@code /api/sessions/this}: the session that the header names. GET tells whose it is, PUT proves an identity (by the
 * header, or by the same fields as JSON), DELETE ends it. Over TLS or on this machine only.
 */
final class SessionEndpoint implements Endpoint {
    private static final Pattern SESSION = Pattern.compile("sessionId=\"?([0-9A-Za-z]+)\"?");

    /** Text that may stand between quotation marks in the header. */
    private static final Pattern PLAIN = Pattern.compile("[^\"\\\\\\p{Cntrl}]*");

    private final HeaderAuth auth;

    SessionEndpoint(HeaderAuth auth) {
        this.auth = auth;
    }

    /** {@code /api/sessions}: opens a session, whose nonce is to be signed. */
    record Opening(HeaderAuth auth) implements Endpoint {
        @Override
        public void serve(Exchange exchange) throws MalformedMessage {
            demandTrust(exchange);
            HeaderAuth.Opened session = auth.open();
            String nonce = Base64.getEncoder().encodeToString(session.nonce().toArray());
            ApiCall.of(exchange, auth).answer(200, json -> {
                json.writeStringField("sessionId", session.sessionId());
                json.writeStringField("nonce", nonce);
            });
        }
    }

    private static void demandTrust(Exchange exchange) throws MalformedMessage {
        if (!exchange.trusted()) {
            throw new MalformedMessage(Reason.NOT_PERMITTED, "a client without TLS", "use", "sessions");
        }
    }

    @Override
    public void serve(Exchange exchange) throws MalformedMessage {
        demandTrust(exchange);
        ApiCall call = ApiCall.of(exchange, auth);
        Optional<String> claim = claim(call);
        if (exchange.method().equals(HttpMethod.DELETE) && auth.close(claim)) {
            exchange.answer(Answer.empty(204));
            return;
        }
        Matcher session = SESSION.matcher(claim.orElse(""));
        if (!session.find()) {
            call.refuse(Problem.of(Reason.AUTHENTICATION_NEEDED));
            return;
        }
        String id = session.group(1);
        auth.identify(claim, true, exchange.peer().getAddress(), verdict -> tell(call, id, verdict));
    }

    private static Optional<String> claim(ApiCall call) throws MalformedMessage {
        if (call.exchange().body().isEmpty()) {
            return call.exchange().header(HttpHeaderNames.AUTHORIZATION);
        }
        call.demandJson();
        StringJoiner header = new StringJoiner(", ", "Handle ", "");
        for (Map.Entry<String, JsonNode> field :
                Json.read(call.exchange().body()).properties()) {
            String value = field.getValue().asText();
            if (!PLAIN.matcher(value).matches()
                    || !PLAIN.matcher(field.getKey()).matches()) {
                throw new MalformedMessage(
                        Reason.INVALID_ARGUMENT, "the session", "it holds a sign that no field may have");
            }
            header.add(field.getKey() + "=\"" + value + "\"");
        }
        return Optional.of(header.toString());
    }

    private static void tell(ApiCall call, String sessionId, Verdict verdict) {
        if (verdict instanceof Verdict.Refused refused) {
            call.refuse(refused.problem());
        } else if (verdict instanceof Verdict.Known known) {
            Caller caller = known.caller();
            call.answer(200, json -> {
                json.writeStringField("sessionId", sessionId);
                json.writeBooleanField("authenticated", caller.identity().isPresent());
                if (caller.identity().isPresent()) {
                    json.writeStringField("id", caller.identity().get().toString());
                }
            });
        }
    }
}
