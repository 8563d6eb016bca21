package org.yuanliu.tools.bench;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The whole benchmark: acts one after the other, each with nodes of its own. */
final class Bench {
    private final List<Act> acts;
    private final Stage stage;

    Bench(Settings settings, Consumer<String> progress) {
        stage = new Stage(settings, progress);
        acts = List.of(
                new ReadAct(settings), new WriteAct(settings), new HalfLoadAct(settings), new LargeNodeAct(settings));
    }

    /** Names of all rows there can be. */
    Stream<String> names() {
        return acts.stream().flatMap(act -> act.names().stream());
    }

    List<Row> run() throws Exception {
        for (Act act : acts) {
            if (stage.wantsAny(act.names())) {
                act.play(stage);
            }
        }
        return stage.rows();
    }
}
