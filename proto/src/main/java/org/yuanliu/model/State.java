package org.yuanliu.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A state of something that goes through a workflow, and what may follow it. */
public sealed interface State<S extends Enum<S>> permits EnterpriseState, PrefixState, ImportState {
    /** The states that may follow at once; empty at the end. */
    Set<S> next();

    String name();

    /** Its stable name in records and in the API: {@code approved}. */
    default String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words of the states that may follow, in the order of the workflow; {@code -} if none. */
    default String nextWords() {
        String words = next().stream()
                .sorted()
                .map(state -> state.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? "-" : words;
    }

    /** The state with this word. */
    static <T extends Enum<T> & State<T>> Optional<T> of(Class<T> states, String word) {
        return Arrays.stream(states.getEnumConstants())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }
}
