package org.yuanliu.tools.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.yuanliu.model.DayCount;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Page;
import org.yuanliu.sdk.Statistics;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.client.CallerOptions;
import org.yuanliu.tools.client.Given;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what was done under a prefix, by template and day. */
@Command(name = "stats")
final class StatsCommand implements Callable<Integer> {
    private static final String ROW = "%-10s  %-32s %12s %10s %10s %12s%n";

    private final Console console;

    @Mixin
    private final CallerOptions node;

    @Parameters(paramLabel = "PREFIX", descriptionKey = "PREFIX")
    private String prefix = "";

    @Option(names = "--from", paramLabel = "DAY")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "DAY")
    private Optional<String> to = Optional.empty();

    @Option(names = "--total")
    private boolean total;

    StatsCommand(Console console) {
        this.console = console;
        this.node = new CallerOptions(console);
    }

    @Override
    public Integer call() {
        String under = Given.prefix(prefix, console.texts());
        Identifier asked = Identifier.known("0.NA/" + under);
        LocalDate first = day(from, LocalDate.of(1970, 1, 1));
        LocalDate last = day(to, LocalDate.of(9999, 12, 31));
        List<DayCount> days = new ArrayList<>();
        long records;
        try (YuanliuClient client = node.client()) {
            Statistics page = client.statistics(asked, first, last, Page.first(Page.MAX_LIMIT));
            records = page.records();
            days.addAll(page.days().items());
            while (page.days().next().isPresent()) {
                page = client.statistics(
                        asked, first, last, new Page(page.days().next(), Page.MAX_LIMIT));
                days.addAll(page.days().items());
            }
        }
        List<DayCount> shown = total ? sums(days) : days;
        shown.sort(Comparator.comparing(DayCount::day).thenComparing(DayCount::template));
        console.answer(out -> print(under, records, shown, out), json -> write(under, records, shown, json));
        return Exit.OK.code();
    }

    private LocalDate day(Optional<String> text, LocalDate otherwise) {
        try {
            return text.map(LocalDate::parse).orElse(otherwise);
        } catch (DateTimeParseException e) {
            throw CommandFailure.of(Exit.USAGE, "USAGE", console.text("stats.day", text.orElse("")));
        }
    }

    /** One for each template; its day is the last on which something was done. */
    private static List<DayCount> sums(List<DayCount> days) {
        Map<String, DayCount> sums = new TreeMap<>();
        days.forEach(day -> sums.merge(day.template(), day, StatsCommand::sum));
        return new ArrayList<>(sums.values());
    }

    private static DayCount sum(DayCount a, DayCount b) {
        return new DayCount(
                a.template(),
                a.day().isAfter(b.day()) ? a.day() : b.day(),
                a.registered() + b.registered(),
                a.updated() + b.updated(),
                a.deleted() + b.deleted(),
                a.resolved() + b.resolved());
    }

    private void print(String under, long records, List<DayCount> days, PrintStream out) {
        out.println(console.text("stats.records", records, under));
        if (days.isEmpty()) {
            return;
        }
        out.println();
        out.printf(ROW, (Object[]) console.text("stats.head").split("\\|"));
        for (DayCount day : days) {
            out.printf(
                    ROW,
                    total ? console.text("stats.sum") : day.day(),
                    day.template().isEmpty() ? "-" : day.template(),
                    day.registered(),
                    day.updated(),
                    day.deleted(),
                    day.resolved());
        }
    }

    private void write(String under, long records, List<DayCount> days, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("prefix", under);
        json.writeNumberField("records", records);
        json.writeArrayFieldStart(total ? "sums" : "days");
        for (DayCount day : days) {
            json.writeStartObject();
            if (!total) {
                json.writeStringField("day", day.day().toString());
            }
            json.writeStringField("template", day.template());
            json.writeNumberField("registered", day.registered());
            json.writeNumberField("updated", day.updated());
            json.writeNumberField("deleted", day.deleted());
            json.writeNumberField("resolved", day.resolved());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
