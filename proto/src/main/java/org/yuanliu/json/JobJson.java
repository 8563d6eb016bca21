package org.yuanliu.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.ImportJob;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;
import org.yuanliu.model.ReportRow;
import org.yuanliu.model.Rule;
import org.yuanliu.model.Violation;

/**
 * Import jobs and the rows of their reports:
 *
 * <pre>
 * {"id":"8f..","name":"coils.jsonl","owner":"302:0.NA/88.118.8","state":"running","createdMillis":1,"endedMillis":0,
 *  "bytes":9,"rows":3,"tried":2,"registered":1,"updated":0,"refused":1,"trouble":{"reason":"..","message":".."}}
 * {"line":3,"status":"untried"}
 * </pre>
 *
 * The other rows are as {@link ItemJson} writes them.
 */
public final class JobJson {
    private JobJson() {}

    /** Writes a job as an object. */
    public static void write(ImportJob job, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeFields(job, json);
        json.writeEndObject();
    }

    /** Writes the fields of a job. */
    public static void writeFields(ImportJob job, JsonGenerator json) throws IOException {
        json.writeStringField("id", job.id());
        json.writeStringField("name", job.name());
        json.writeStringField("owner", job.owner().toString());
        json.writeStringField("state", job.state().word());
        json.writeNumberField("createdMillis", job.createdMillis());
        json.writeNumberField("endedMillis", job.endedMillis());
        ImportJob.Progress progress = job.progress();
        json.writeNumberField("bytes", progress.bytes());
        json.writeNumberField("rows", progress.rows());
        json.writeNumberField("tried", progress.tried());
        json.writeNumberField("registered", progress.registered());
        json.writeNumberField("updated", progress.updated());
        json.writeNumberField("refused", progress.refused());
        if (job.trouble().isPresent()) {
            json.writeObjectFieldStart("trouble");
            json.writeStringField("reason", job.trouble().get().reason());
            json.writeStringField("message", job.trouble().get().message());
            json.writeEndObject();
        }
    }

    /**
     * Writes a row of a report.
     *
     * @param locale of the texts about broken rules
     */
    public static void write(ReportRow row, Locale locale, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", row.line());
        if (!row.identifier().isEmpty()) {
            json.writeStringField("identifier", row.identifier());
        }
        json.writeStringField("status", row.status());
        if (row.version() > 0) {
            json.writeNumberField("version", row.version());
            json.writeNumberField("sequence", row.sequence());
        }
        if (!row.reason().isEmpty()) {
            json.writeStringField("reason", row.reason());
            json.writeStringField("message", row.message());
            ItemJson.writeViolations(row.violations(), locale, json);
        }
        json.writeEndObject();
    }

    /**
     * Reads a row of a report.
     *
     * @throws MalformedMessage if it is none
     */
    public static ReportRow readRow(Bytes text) throws MalformedMessage {
        JsonNode row = Json.read(text);
        List<Violation> violations = new ArrayList<>();
        for (JsonNode each : row.path("violations")) {
            violations.add(violation(each));
        }
        if (!row.path("line").isIntegralNumber()) {
            throw new MalformedMessage(Reason.INVALID_ARGUMENT, "line", "missing");
        }
        return new ReportRow(
                row.path("line").longValue(),
                row.path("identifier").asText(),
                row.path("status").asText(),
                row.path("version").longValue(),
                row.path("sequence").longValue(),
                row.path("reason").asText(),
                row.path("message").asText(),
                violations);
    }

    private static Violation violation(JsonNode broken) throws MalformedMessage {
        String rule = broken.path("rule").asText();
        try {
            return new Violation(
                    broken.path("field").asText(),
                    broken.path("index").intValue(),
                    Rule.valueOf(rule),
                    broken.path("value").asText(),
                    broken.path("right").asText(),
                    broken.path("hint").asText());
        } catch (IllegalArgumentException e) {
            throw new MalformedMessage(Reason.INVALID_ARGUMENT, "rule", "there is no rule " + rule);
        }
    }
}
