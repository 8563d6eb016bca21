package org.yuanliu.node.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;

/** The parameters behind the question mark, in their order; a name may come several times. Immutable. */
public final class Query {
    private static final int MAX_PARAMETERS = 1000;

    private static final Query EMPTY = new Query(List.of());

    private final List<Map.Entry<String, String>> parameters;

    private Query(List<Map.Entry<String, String>> parameters) {
        this.parameters = parameters;
    }

    static Query of(String raw) throws MalformedMessage {
        if (raw.isEmpty()) {
            return EMPTY;
        }
        String[] parts = raw.split("&", MAX_PARAMETERS + 1);
        if (parts.length > MAX_PARAMETERS) {
            throw new MalformedMessage(
                    Reason.TOO_LARGE, "the query", "more parameters", Integer.toString(MAX_PARAMETERS));
        }
        List<Map.Entry<String, String>> parameters = new ArrayList<>(parts.length);
        for (String part : parts) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : part.substring(equals + 1);
            parameters.add(Map.entry(Percent.decode(name, true), Percent.decode(value, true)));
        }
        return new Query(parameters);
    }

    public boolean has(String name) {
        return first(name).isPresent();
    }

    /** The value of the first parameter with this name; empty text where it has none. */
    public Optional<String> first(String name) {
        for (Map.Entry<String, String> p : parameters) {
            if (p.getKey().equals(name)) {
                return Optional.of(p.getValue());
            }
        }
        return Optional.empty();
    }

    public List<String> all(String name) {
        if (parameters.isEmpty()) {
            return List.of();
        }
        return parameters.stream()
                .filter(p -> p.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** A switch: on if named without a value or with {@code true}, off with {@code false}, else as given. */
    public boolean flag(String name, boolean otherwise) throws MalformedMessage {
        Optional<String> value = first(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        return switch (value.get()) {
            case "", "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> throw wrong(name, value.get(), "true or false");
        };
    }

    /** Numbers; each value may hold several with commas between. */
    public List<Integer> numbers(String name, int least) throws MalformedMessage {
        List<Integer> numbers = new ArrayList<>();
        for (String value : all(name)) {
            for (String each : value.split(",", -1)) {
                numbers.add(number(name, each, least));
            }
        }
        return numbers;
    }

    public int number(String name, int least, int otherwise) throws MalformedMessage {
        Optional<String> value = first(name);
        return value.isEmpty() ? otherwise : number(name, value.get(), least);
    }

    private static int number(String name, String text, int least) throws MalformedMessage {
        if (text.matches("[0-9]{1,10}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= Integer.MAX_VALUE) {
                return (int) number;
            }
        }
        throw wrong(name, text, "a number " + least + ".." + Integer.MAX_VALUE);
    }

    private static MalformedMessage wrong(String name, String found, String right) {
        String shown = found.length() <= 40 ? found : found.substring(0, 40) + "...";
        return new MalformedMessage(
                Reason.INVALID_ARGUMENT, "parameter " + name, "found '" + shown + "', right is " + right);
    }
}
