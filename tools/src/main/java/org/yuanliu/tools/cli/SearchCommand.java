package org.yuanliu.tools.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Request;
import org.yuanliu.sdk.Search;
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

/** Finds records by the values of their template's indexed fields. */
@Command(name = "search")
final class SearchCommand implements Callable<Integer> {
    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    private final Console console;

    @Mixin
    private final CallerOptions node;

    @Parameters(index = "0", paramLabel = "PREFIX", descriptionKey = "PREFIX")
    private String prefix = "";

    @Parameters(index = "1..*", paramLabel = "FIELD=VALUE|FIELD=FROM..TO", descriptionKey = "CONDITION")
    private List<String> conditions = List.of();

    @Option(names = "--template", paramLabel = "NAME", required = true)
    private String template = "";

    @Option(names = "--from", paramLabel = "DAY")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "DAY")
    private Optional<String> to = Optional.empty();

    @Option(names = "--limit", paramLabel = "N")
    private long limit = Long.MAX_VALUE;

    SearchCommand(Console console) {
        this.console = console;
        this.node = new CallerOptions(console);
    }

    @Override
    public Integer call() {
        Search search = search();
        long most = Given.atLeastOne("--limit", limit, console.texts());
        try (YuanliuClient client = node.client()) {
            Iterator<Identifier> found = client.search(search).limit(most).iterator();
            boolean some = found.hasNext();
            console.answer(out -> found.forEachRemaining(out::println), json -> {
                json.writeStartObject();
                json.writeArrayFieldStart("handles");
                while (found.hasNext()) {
                    json.writeString(found.next().text());
                }
                json.writeEndArray();
                json.writeEndObject();
            });
            if (!some) {
                console.say("search.empty");
            }
        }
        return Exit.OK.code();
    }

    private Search search() {
        Search search = Search.of(Identifier.known("0.NA/" + Given.prefix(prefix, console.texts())), template);
        for (String condition : conditions) {
            search = search.with(condition(condition));
        }
        if (from.isPresent()) {
            search = search.registeredFrom(start(from.get()));
        }
        return to.isPresent() ? search.registeredTo(start(to.get()).plusSeconds(86_399)) : search;
    }

    /** {@code field=value}, {@code field=from..to}, {@code field=from..}, {@code field=..to}. */
    private Request.Condition condition(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw CommandFailure.of(Exit.USAGE, "USAGE", console.text("search.condition", text));
        }
        String value = text.substring(equals + 1);
        int dots = value.indexOf("..");
        return new Request.Condition(
                text.substring(0, equals),
                given(dots < 0 ? value : value.substring(0, dots)),
                given(dots < 0 ? value : value.substring(dots + 2)));
    }

    private static Optional<String> given(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    private Instant start(String day) {
        try {
            return LocalDate.parse(day).atStartOfDay(CHINA).toInstant();
        } catch (DateTimeParseException e) {
            throw CommandFailure.of(Exit.USAGE, "USAGE", console.text("stats.day", day));
        }
    }
}
