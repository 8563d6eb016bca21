package org.yuanliu.tools.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yuanliu.json.ItemJson;
import org.yuanliu.model.Problem;
import org.yuanliu.tools.certificates.Mapping;
import org.yuanliu.tools.certificates.Mapping.Unmapped;
import org.yuanliu.tools.console.Texts;
import org.yuanliu.tools.files.BatchLine;

/**
 * One certificate and what became of it.
 *
 * @param mapping empty if it could not be mapped
 * @param refusal empty if it was registered, or would be
 */
record CertificateImport(Path file, Optional<Mapping> mapping, Optional<Refusal> refusal) {
    /** Of longer values only so many characters are shown; pictures fill pages. */
    private static final int SHOWN = 80;

    /** @param problem what the certificate itself does wrong; empty if the node refused */
    record Refusal(String reason, String message, Optional<Problem> problem) {
        static Refusal of(Problem problem, Locale locale) {
            return new Refusal(problem.reason().name(), problem.text(locale), Optional.of(problem));
        }
    }

    static CertificateImport of(Path file, Mapping mapping, Locale locale) {
        Optional<Refusal> refusal = mapping.line() instanceof BatchLine.Wrong wrong
                ? Optional.of(Refusal.of(wrong.problem(), locale))
                : Optional.empty();
        return new CertificateImport(file, Optional.of(mapping), refusal);
    }

    static CertificateImport unreadable(Path file, Problem problem, Locale locale) {
        return new CertificateImport(file, Optional.empty(), Optional.of(Refusal.of(problem, locale)));
    }

    CertificateImport refused(String reason, String message) {
        return new CertificateImport(file, mapping, Optional.of(new Refusal(reason, message, Optional.empty())));
    }

    boolean isAccepted() {
        return refusal.isEmpty();
    }

    /** The registration; empty if there is none to send. */
    Optional<BatchLine.Filled> item() {
        return mapping.map(Mapping::line)
                .filter(BatchLine.Filled.class::isInstance)
                .map(BatchLine.Filled.class::cast);
    }

    void print(boolean dryRun, Texts texts, PrintStream out) {
        if (refusal.isPresent()) {
            out.println(texts.get(
                    "certificate.refused",
                    file,
                    refusal.get().reason(),
                    refusal.get().message()));
        } else {
            item().ifPresent(item -> out.println(texts.get(
                    dryRun ? "certificate.checked" : "certificate.registered",
                    file,
                    item.identifier().text(),
                    item.template(),
                    item.values().size())));
        }
        List<Unmapped> unmapped = mapping.map(Mapping::unmapped).orElse(List.of());
        if (!unmapped.isEmpty()) {
            out.println(texts.get("certificate.unmapped", unmapped.size()));
        }
        for (Unmapped each : unmapped) {
            String why = each.why()
                    .map(violation -> "  (" + violation.text(texts.locale()) + ")")
                    .orElse("");
            out.println("    " + each.path() + "  " + shown(each.value()) + why);
        }
    }

    void write(boolean dryRun, Locale locale, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", file.toString());
        json.writeStringField("status", refusal.isPresent() ? "refused" : dryRun ? "checked" : "registered");
        if (mapping.isPresent()) {
            json.writeStringField("shape", mapping.get().shape());
            json.writeStringField("certificate", mapping.get().number());
            json.writeStringField("template", mapping.get().template());
        }
        if (item().isPresent()) {
            json.writeStringField("identifier", item().get().identifier().text());
            json.writeObjectFieldStart("fields");
            for (var value : item().get().values().entrySet()) {
                json.writeStringField(value.getKey(), value.getValue());
            }
            json.writeEndObject();
        }
        if (refusal.isPresent()) {
            json.writeStringField("reason", refusal.get().reason());
            json.writeStringField("message", refusal.get().message());
            ItemJson.writeViolations(
                    refusal.get().problem().map(Problem::violations).orElse(List.of()), locale, json);
        }
        json.writeArrayFieldStart("unmapped");
        for (Unmapped each : mapping.map(Mapping::unmapped).orElse(List.of())) {
            json.writeStartObject();
            json.writeStringField("path", each.path());
            json.writeStringField("value", shown(each.value()));
            if (each.why().isPresent()) {
                json.writeStringField("rule", each.why().get().rule().name());
                json.writeStringField("why", each.why().get().text(locale));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String shown(String value) {
        String line = value.replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }
}
