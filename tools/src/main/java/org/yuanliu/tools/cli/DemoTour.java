package org.yuanliu.tools.cli;

import java.util.List;
import java.util.Optional;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Selection;
import org.yuanliu.sdk.Resolution;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.client.Door;
import org.yuanliu.tools.client.NodeOptions;
import org.yuanliu.tools.console.Texts;

/** Asks for a coil, the slab it was rolled from, the heat that was cast, and a lot of copper: each over another door. */
final class DemoTour {
    static final Identifier COIL = Identifier.known("88.118.8/3130.Q355B.20261124.H26B04521-03");
    private static final Identifier SLAB = Identifier.known("88.118.8/3120.Q355B.20261124.H26B04521-S03");
    private static final Identifier HEAT = Identifier.known("88.118.8/3120.Q355B.20261124.H26B04521");
    private static final Identifier COPPER = Identifier.known("88.118.12/3211.CuCATH1.20261123.L0922");

    /** So that the time shown is the node's and not that of a cold client. */
    private static final int WARM_UP = 50;

    private final DemoNode node;
    private final Questions questions;
    private final Texts texts;

    DemoTour(DemoNode node, Texts texts) {
        this.node = node;
        this.questions = new Questions(texts, Optional.empty());
        this.texts = texts;
    }

    /** One question and its answer, with the time between them, connection included. */
    record Stop(Door door, double millis, Answer answer) {
        Optional<String> text(String type) {
            return answer.elements().stream()
                    .filter(e -> e.type().name().equals(type))
                    .map(Element::text)
                    .findFirst();
        }
    }

    List<Stop> stops() {
        try (YuanliuClient client =
                NodeOptions.builder(node.address(Door.GRPC), texts).build()) {
            return List.of(
                    stop(Door.UDP, COIL, id -> questions.udp(node.address(Door.UDP), id, Selection.PUBLIC)),
                    stop(Door.HANDLE, SLAB, id -> questions.tcp(node.address(Door.HANDLE), id, Selection.PUBLIC)),
                    stop(Door.HTTP, HEAT, id -> questions.http(node.address(Door.HTTP), id, Selection.PUBLIC)),
                    stop(Door.GRPC, COPPER, id -> answer(client.resolve(id))));
        }
    }

    private static Answer answer(Resolution found) {
        return Answer.of(found.identifier(), found.elements());
    }

    private static Stop stop(Door door, Identifier identifier, Question question) {
        for (int i = 0; i < WARM_UP; i++) {
            question.ask(identifier);
        }
        long start = System.nanoTime();
        Answer answer = question.ask(identifier);
        return new Stop(door, (System.nanoTime() - start) / 1e6, answer);
    }

    private interface Question {
        Answer ask(Identifier identifier);
    }
}
