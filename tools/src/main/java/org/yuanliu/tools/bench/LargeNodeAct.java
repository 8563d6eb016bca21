package org.yuanliu.tools.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rocksdb.RocksDBException;
import org.yuanliu.node.NodeFolder;
import org.yuanliu.tools.bench.load.HandleTalk;
import org.yuanliu.tools.bench.load.HttpTalk;
import org.yuanliu.tools.bench.load.Identifiers;
import org.yuanliu.tools.bench.load.Load;
import org.yuanliu.tools.bench.load.Question;
import org.yuanliu.tools.bench.load.Resolutions;
import org.yuanliu.tools.bench.load.StreamLoad;
import org.yuanliu.tools.bench.load.UdpLoad;

/**
 * A node with many coils, in a process of its own, beside one with few: how fast a file comes in, how soon the node
 * answers after a start, whether a hot set is as quick as in the small one, what memory and disk it takes.
 */
final class LargeNodeAct implements Act {
    private static final int HOT = 100_000;
    private static final double MIB = 1 << 20;
    private static final String BARE = "disk-bare-records";
    private static final List<String> DOORS = List.of("udp", "tcp", "http", "grpc");

    private final Settings settings;

    LargeNodeAct(Settings settings) {
        this.settings = settings;
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>(List.of("import", "start"));
        DOORS.forEach(door -> names.addAll(List.of("hot-" + door + "-small", "hot-" + door)));
        names.addAll(List.of("memory", "disk"));
        return names;
    }

    @Override
    public void play(Stage stage) throws Exception {
        try (ScratchFolder scratch = ScratchFolder.in(settings.folder())) {
            CoilNode large = new CoilNode(settings.keep().orElse(scratch.path()), settings.scale());
            large.fill(stage, settings)
                    .ifPresent(rate -> stage.add("import", "/s", rate, Optional.of(Goal.rate(100_000))));
            stage.inTurns(List.of(Trial.of("start", () -> start(large)).goal(Goal.p50Within(1_500_000))));
            if (wantsAny(stage, "hot-", "memory")) {
                CoilNode small = new CoilNode(scratch.path(), settings.records());
                small.fill(stage, settings);
                try (NodeProcess few = NodeProcess.start(small.folder(), settings.nodeOptions());
                        NodeProcess many = NodeProcess.start(large.folder(), settings.nodeOptions())) {
                    hot(stage, few, many);
                    memory(stage, few, "-small");
                    memory(stage, many, "");
                }
            }
            if (wantsAny(stage, "disk")) {
                disk(stage, large, scratch.path().resolve("bare"));
            }
        }
    }

    private boolean wantsAny(Stage stage, String... beginnings) {
        return stage.wantsAny(names().stream()
                .filter(name -> Stream.of(beginnings).anyMatch(name::startsWith))
                .toList());
    }

    private Load start(CoilNode node) {
        Question question = Question.about(Identifiers.spreadCoils(1, node.coils()));
        return new StartLoad(node.folder(), question, settings.nodeOptions());
    }

    private void hot(Stage stage, NodeProcess few, NodeProcess many) throws Exception {
        int hot = Math.min(HOT, Math.min(settings.records(), settings.scale()));
        Identifiers ofFew = Identifiers.spreadCoils(hot, settings.records());
        Identifiers ofMany = Identifiers.spreadCoils(hot, settings.scale());
        List<Trial> trials = new ArrayList<>();
        for (String door : DOORS) {
            trials.add(Trial.of("hot-" + door + "-small", () -> through(door, few, ofFew)));
            trials.add(Trial.of("hot-" + door, () -> through(door, many, ofMany))
                    .within("hot-" + door + "-small")
                    .goal(Goal.share(0.9)));
        }
        stage.inTurns(trials);
    }

    private static Load through(String door, NodeProcess node, Identifiers identifiers) throws Exception {
        return switch (door) {
            case "udp" -> new UdpLoad(node.handle(), Question.about(identifiers), 256);
            case "tcp" ->
                new StreamLoad(node.handle(), new HandleTalk(Question.about(identifiers)), new StreamLoad.Shape(4, 16));
            case "http" -> new StreamLoad(node.http(), new HttpTalk(identifiers), new StreamLoad.Shape(64, 1));
            default -> new Resolutions(node.grpc(), identifiers, 64);
        };
    }

    private static void memory(Stage stage, NodeProcess node, String which) throws Exception {
        Memory memory = Memory.of(node.pid());
        stage.add("memory" + which, "MiB", memory.resident() / MIB, Optional.empty());
        stage.add("memory-heap" + which, "MiB", memory.heapResident() / MIB, Optional.empty());
        stage.add("memory-heap-used" + which, "MiB", memory.heapUsed() / MIB, Optional.empty());
        double beside = memory.resident() - memory.heapResident();
        stage.add("memory-beside-heap" + which, "MiB", beside / MIB, Optional.empty());
    }

    private static void disk(Stage stage, CoilNode node, Path scratch) throws RocksDBException {
        stage.say("sorting the store to see what it takes");
        StoreSizes sizes = new StoreSizes(new NodeFolder(node.folder()).store());
        double coils = node.coils();
        stage.add(BARE, "bytes", sizes.bareRecords(scratch) / coils, Optional.empty());
        Map<String, Long> families = sizes.families();
        families.forEach(
                (family, bytes) -> stage.addBeside(BARE, "disk-" + family, "bytes", bytes / coils, Optional.empty()));
        long all = families.values().stream().mapToLong(Long::longValue).sum();
        stage.addBeside(BARE, "disk", "bytes", all / coils, Optional.of(Goal.shareAtMost(1.3)));
    }
}
