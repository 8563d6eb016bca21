package org.yuanliu.tools.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Version;
import org.yuanliu.sdk.Failure;
import org.yuanliu.sdk.Resolution;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.client.Door;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Terminal;

/** What the demonstration shows, while it happens; or one JSON object at the end. */
final class DemoReport {
    private static final Identifier CEMENT = Identifier.known("88.118.31/3011.PO425.20261026.W024");
    private static final int NAME_COLUMNS = 26;
    private static final int IDENTIFIER_COLUMNS = 44;
    private static final int GRADE_COLUMNS = 11;

    private final Console console;
    private final DemoNode node;

    DemoReport(Console console, DemoNode node) {
        this.console = console;
        this.node = node;
    }

    void started(long nanos) {
        line("");
        line(console.bold("Yuanliu 源流") + console.faint("  " + console.text("demo.title")));
        line("");
        line(console.text("demo.started", node.text(Door.HANDLE), seconds(nanos / 1e9)));
        line("");
        line(console.bold(console.text("demo.enterprises")));
    }

    void registered(DemoLoad load) {
        line("  " + Terminal.pad(load.plant().prefix(), 10) + "  "
                + Terminal.pad(load.plant().name(console.texts()), NAME_COLUMNS)
                + figures(load));
    }

    private String figures(DemoLoad load) {
        return console.text(
                "demo.figures",
                right(String.format(Locale.ROOT, "%,d", load.batches()), 7),
                right(seconds(load.seconds()), 6),
                right(String.format(Locale.ROOT, "%,d", load.rate()), 6));
    }

    void allRegistered(List<DemoLoad> loads, DemoLoad late) {
        long batches = loads.stream().mapToLong(DemoLoad::batches).sum();
        double seconds = loads.stream().mapToDouble(DemoLoad::seconds).sum();
        line("");
        line("  " + console.text("demo.durable", batches, Math.round(batches / Math.max(1e-9, seconds))));
        line("  " + console.text("demo.late", late.batches()));
    }

    void refused(Failure refusal) {
        line("");
        line(console.bold(console.text("demo.refused")));
        line("  " + DemoMistake.COIL);
        refusal.violations().forEach(violation -> line("  - " + violation));
    }

    void toured(List<DemoTour.Stop> stops) {
        line("");
        line(console.bold(console.text("demo.resolve")));
        for (DemoTour.Stop stop : stops) {
            line("  " + Terminal.pad(stop.door().shown(), 4)
                    + right(String.format(Locale.ROOT, "%.1f ms", stop.millis()), 10) + "  "
                    + Terminal.pad(stop.answer().identifier().text(), IDENTIFIER_COLUMNS)
                    + Terminal.pad(stop.text("grade").orElse(""), GRADE_COLUMNS)
                    + right(stop.text("mass").orElse(""), 9));
        }
    }

    /** The batch whose strength came four weeks after it: its record, and both versions. */
    void lateBatch() {
        if (console.json()) {
            return;
        }
        line("");
        line(console.bold(console.text("demo.lateBatch")));
        RecordText text = new RecordText(console);
        PrintStream out = console.out();
        try (YuanliuClient cement = node.client(DemoPlant.CEMENT)) {
            Resolution found = cement.resolve(CEMENT);
            line("  " + CEMENT);
            text.elements(found.elements(), out);
            for (Version version : cement.history(CEMENT).toList()) {
                text.summary(version, out);
            }
        }
    }

    void next(boolean ends) {
        line("");
        if (ends) {
            return;
        }
        String data = " --data " + node.folder();
        line(console.bold(console.text("demo.next")));
        line("  http://" + node.text(Door.HTTP) + "/" + Questions.path(DemoTour.COIL));
        line("  ./bin/yuanliu resolve " + DemoTour.COIL + data);
        line("  ./bin/yuanliu history " + CEMENT + data);
        line("  ./bin/yuanliu search " + DemoPlant.STEEL.prefix() + " --template steel-coil grade=Q355B --limit 5"
                + data);
        line("  ./bin/yuanliu stats " + DemoPlant.COPPER.prefix() + data);
        line("");
        line(console.faint(console.text(node.temporary() ? "demo.endsAndDeletes" : "demo.ends", node.folder())));
    }

    private void line(String text) {
        if (!console.json()) {
            console.out().println(text);
            console.out().flush();
        }
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }

    private static String right(String text, int columns) {
        return " ".repeat(Math.max(0, columns - Terminal.width(text))) + text;
    }

    void json(List<DemoLoad> loads, DemoLoad late, Failure refusal, List<DemoTour.Stop> stops) {
        if (console.json()) {
            Console.json(console.out(), json -> {
                json.writeStartObject();
                json.writeStringField("data", node.folder().toString());
                json.writeStringField("handle", node.text(Door.HANDLE));
                json.writeStringField("http", node.text(Door.HTTP));
                json.writeStringField("grpc", node.text(Door.GRPC));
                json.writeArrayFieldStart("enterprises");
                for (DemoLoad load : loads) {
                    write(load, json);
                }
                json.writeEndArray();
                json.writeNumberField("lateValues", late.batches());
                json.writeObjectFieldStart("refused");
                json.writeStringField("handle", DemoMistake.COIL.text());
                json.writeStringField("reason", refusal.reason());
                json.writeArrayFieldStart("violations");
                for (String violation : refusal.violations()) {
                    json.writeString(violation);
                }
                json.writeEndArray();
                json.writeEndObject();
                json.writeArrayFieldStart("resolutions");
                for (DemoTour.Stop stop : stops) {
                    write(stop, json);
                }
                json.writeEndArray();
                json.writeEndObject();
            });
        }
    }

    private static void write(DemoLoad load, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("prefix", load.plant().prefix());
        json.writeStringField("name", load.plant().fullName());
        json.writeNumberField("batches", load.batches());
        json.writeNumberField("seconds", load.took().toMillis() / 1e3);
        json.writeEndObject();
    }

    private static void write(DemoTour.Stop stop, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("over", stop.door().name().toLowerCase(Locale.ROOT));
        json.writeStringField("handle", stop.answer().identifier().text());
        json.writeNumberField("elements", stop.answer().elements().size());
        json.writeNumberField("milliseconds", Math.round(stop.millis() * 1000) / 1e3);
        json.writeEndObject();
    }
}
