package org.yuanliu.node.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Optional;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;

/** What can be said of a request once its head is here: that it goes on to its route, or why it does not. */
final class Reception {
    private static final String ALLOWED_HEADERS =
            "Authorization, Content-Type, Accept, Accept-Language, Idempotency-Key, X-Requested-With";
    private static final String DAY = "86400";

    private final Routes routes;

    Reception(Routes routes) {
        this.routes = routes;
    }

    Optional<Route> route(Target target) {
        return routes.find(target.path());
    }

    /** The answer, if none has to be asked for: errors, and OPTIONS. */
    Optional<Answer> early(HttpRequest head, Optional<Route> route) {
        if (head.decoderResult().isFailure()) {
            return Optional.of(unreadable(head.decoderResult().cause(), head));
        }
        boolean newest = head.protocolVersion().equals(HttpVersion.HTTP_1_1);
        if (!newest && !head.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return Optional.of(refusal(505, Reason.NOT_SUPPORTED, head, "this version of HTTP"));
        }
        if (newest && head.headers().getAll(HttpHeaderNames.HOST).size() != 1) {
            return Optional.of(refusal(400, Reason.MALFORMED_MESSAGE, head, "it needs one header field Host"));
        }
        return route.isEmpty()
                ? Optional.of(refusal(404, Reason.NOT_SUPPORTED, head, "this address"))
                : early(head, route.get());
    }

    private static Optional<Answer> early(HttpRequest head, Route route) {
        if (head.method().equals(HttpMethod.OPTIONS)) {
            return Optional.of(options(head, route));
        }
        if (!route.allows(head.method())) {
            return Optional.of(refusal(405, Reason.NOT_SUPPORTED, head, "the method " + shown(head.method()))
                    .with(HttpHeaderNames.ALLOW, Routes.allowed(route)));
        }
        String expected = head.headers().get(HttpHeaderNames.EXPECT);
        if (expected != null && !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected)) {
            return Optional.of(refusal(417, Reason.NOT_SUPPORTED, head, "this expectation"));
        }
        return HttpUtil.getContentLength(head, 0L) > route.maxBody()
                ? Optional.of(tooLarge(route, head))
                : Optional.empty();
    }

    private static String shown(HttpMethod method) {
        return method.name().length() <= 20 ? method.name() : method.name().substring(0, 20) + "...";
    }

    private static Answer unreadable(Throwable cause, HttpRequest head) {
        if (cause instanceof TooLongHttpLineException) {
            return refusal(414, Reason.MALFORMED_MESSAGE, head, "the address is too long");
        }
        return cause instanceof TooLongHttpHeaderException
                ? refusal(431, Reason.MALFORMED_MESSAGE, head, "the header fields are too long")
                : malformed("it is not HTTP", head);
    }

    static Answer malformed(String why, HttpRequest head) {
        return refusal(400, Reason.MALFORMED_MESSAGE, head, why);
    }

    static Answer tooLarge(Route route, HttpRequest head) {
        String most = Integer.toString(route.maxBody());
        return refusal(413, Reason.TOO_LARGE, head, "the body", "more than " + most + " bytes", most);
    }

    static Answer refusal(int status, Reason reason, HttpRequest head, String... details) {
        return Refusal.of(status, Problem.of(reason, details), Exchange.locale(head.headers()));
    }

    /** What OPTIONS asks for, and with it the question of browsers whether a script of another origin may call. */
    private static Answer options(HttpRequest head, Route route) {
        String allowed = Routes.allowed(route);
        Answer answer = Answer.empty(204).with(HttpHeaderNames.ALLOW, allowed);
        if (route.crossOrigin() && head.headers().contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD)) {
            answer.with(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, allowed)
                    .with(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, ALLOWED_HEADERS)
                    .with(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, DAY);
        }
        return answer;
    }
}
