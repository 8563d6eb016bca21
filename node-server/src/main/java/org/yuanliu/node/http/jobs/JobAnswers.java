package org.yuanliu.node.http.jobs;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.yuanliu.json.Json;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.http.Answer;
import org.yuanliu.node.jobs.JobDesk;

/** Answers about jobs. They depend on who asks. */
final class JobAnswers {
    private static final String JSON_LINES = "application/jsonl;charset=UTF-8";

    private JobAnswers() {}

    /** A JSON object with these fields. */
    static Answer object(int status, Json.Body fields) {
        ByteBuf out = ByteBufAllocator.DEFAULT.buffer();
        Json.write(new ByteBufOutputStream(out), false, json -> {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
        });
        return varied(Answer.of(status, Answer.JSON, out));
    }

    /** Rows of a report; where to go on stands in the header field Next-From, if there is more. */
    static Answer rows(JobDesk.Rows rows) {
        ByteBuf out = ByteBufAllocator.DEFAULT.buffer();
        for (Bytes row : rows.rows()) {
            out.writeBytes(row.toArray()).writeByte('\n');
        }
        Answer answer = varied(Answer.of(200, JSON_LINES, out));
        return rows.next() == 0 ? answer : answer.with("Next-From", rows.next());
    }

    private static Answer varied(Answer answer) {
        return answer.with(HttpHeaderNames.VARY, "Authorization, Accept-Language");
    }
}
