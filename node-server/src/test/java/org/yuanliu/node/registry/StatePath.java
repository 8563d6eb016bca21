package org.yuanliu.node.registry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.yuanliu.model.State;

/** Ways through a workflow. */
final class StatePath {
    private StatePath() {}

    /** The shortest way from one state to another, in the order of the states. */
    static <S extends Enum<S> & State<S>> List<S> between(Class<S> states, S from, S to) {
        Map<S, Deque<S>> paths = new EnumMap<>(states);
        paths.put(from, new ArrayDeque<>());
        Deque<S> open = new ArrayDeque<>(List.of(from));
        while (!paths.containsKey(to)) {
            S at = open.remove();
            at.next().stream().sorted().filter(next -> !paths.containsKey(next)).forEach(next -> {
                Deque<S> longer = new ArrayDeque<>(paths.get(at));
                longer.add(next);
                paths.put(next, longer);
                open.add(next);
            });
        }
        return List.copyOf(paths.get(to));
    }
}
