package org.yuanliu.node.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Locale;
import org.yuanliu.json.Json;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;

/** Problems as JSON: {@code {"responseCode":4,"message":"...","reason":"INVALID_ARGUMENT"}}. */
final class Refusal {
    private Refusal() {}

    static Answer of(Problem problem, Locale locale) {
        Reason reason = problem.reason();
        return of(reason.httpStatus() == 200 ? 400 : reason.httpStatus(), problem, locale);
    }

    /** @param status where HTTP has one that says more than the reason's own */
    static Answer of(int status, Problem problem, Locale locale) {
        ByteBuf out = ByteBufAllocator.DEFAULT.buffer();
        Json.write(new ByteBufOutputStream(out), false, json -> {
            json.writeStartObject();
            json.writeNumberField("responseCode", problem.reason().handleCode());
            json.writeStringField("message", problem.text(locale));
            json.writeStringField("reason", problem.reason().name());
            json.writeEndObject();
        });
        Answer answer = Answer.of(status, Answer.JSON, out);
        return status == 503 ? answer.with(HttpHeaderNames.RETRY_AFTER, "1") : answer;
    }
}
