package org.yuanliu.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Reason;
import org.yuanliu.sdk.Credential;
import org.yuanliu.sdk.Failure;
import org.yuanliu.sdk.StreamOptions;
import org.yuanliu.sdk.Verdict;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.sdk.YuanliuException;

class RegistrationStreamTest {
    private static final long SEED = 20261124;
    private static final int CUTS = 200;

    @TempDir
    Path folder;

    private final List<Verdict> verdicts = Collections.synchronizedList(new ArrayList<>());

    @Test
    void everyRecordHasItsVerdictInOrder() {
        try (var node = GrpcNode.found(folder.resolve("node"));
                var plant = node.steelworks()) {
            try (var line = plant.registration("line-1")) {
                for (int i = 0; i < 1234; i++) {
                    line.register(id(i), elements(i), verdicts::add);
                }
                line.register(id(7), elements(7), verdicts::add);
                line.update(id(7), List.of(Element.of(2, "LATE", "52.5 MPa")), verdicts::add);
            }

            assertThat(verdicts).hasSize(1236);
            assertThat(verdicts.subList(0, 1234))
                    .extracting(Verdict::identifier)
                    .isEqualTo(ids(1234));
            assertThat(reasons()).isEqualTo(List.of("ALREADY_EXISTS"));
            assertThat(verdicts.get(1235).written().orElseThrow().version()).isEqualTo(2);
            assertThat(plant.resolve(id(7)).elements()).hasSize(2);
        }
    }

    /** The link breaks at random points, again and again: in the end each record was written once, in order. */
    @Test
    void brokenLinkLosesAndDoublesNothing() {
        try (var node = GrpcNode.found(folder.resolve("node"));
                var proxy = new CuttingProxy(node.port(), SEED, 30_000);
                var plant = YuanliuClient.builder("localhost:" + proxy.port())
                        .credential(Credential.secret(GrpcNode.STEELWORKS, GrpcNode.SECRET))
                        .build()) {
            int sent = 0;
            try (var line = plant.registration("line-1", StreamOptions.DEFAULT.parcelsOf(5))) {
                for (; proxy.cuts() < CUTS; sent++) {
                    line.register(id(sent), elements(sent), verdicts::add);
                }
                proxy.mend();
            }

            assertThat(verdicts)
                    .as("seed %d", SEED)
                    .extracting(Verdict::identifier)
                    .isEqualTo(ids(sent));
            assertThat(verdicts)
                    .allMatch(v -> v.written().filter(w -> w.version() == 1).isPresent());
            long first = verdicts.get(0).written().orElseThrow().sequence();
            assertThat(verdicts)
                    .extracting(v -> v.written().orElseThrow().sequence())
                    .isEqualTo(LongStream.range(first, first + sent).boxed().toList());
            assertThat(plant.list(GrpcNode.STEEL_PREFIX)).hasSize(sent);
        }
    }

    @Test
    void nodeThatStartsAgainGoesOnWhereItWas() {
        try (var node = GrpcNode.found(folder.resolve("node"));
                var plant = node.steelworks()) {
            int port = node.port();
            try (var line = plant.registration("line-1", StreamOptions.DEFAULT.parcelsOf(10))) {
                for (int i = 0; i < 2000; i++) {
                    line.register(id(i), elements(i), verdicts::add);
                    if (i == 1000) {
                        node.stop();
                        node.startAgain(port);
                    }
                }
            }

            assertThat(verdicts).allMatch(v -> v.written().isPresent()).hasSize(2000);
            assertThat(plant.list(GrpcNode.STEEL_PREFIX)).hasSize(2000);
        }
    }

    /** As a sender does that lost its memory: it sends the same again and learns the first verdicts. */
    @Test
    void sameParcelsAgainHaveTheirFirstVerdicts() {
        try (var node = GrpcNode.found(folder.resolve("node"));
                var plant = node.steelworks()) {
            send(plant, StreamOptions.DEFAULT.again(), 0, 1000);
            List<Verdict> first = List.copyOf(verdicts);
            verdicts.clear();

            send(plant, StreamOptions.DEFAULT.again(), 0, 1000);
            assertThat(verdicts).isEqualTo(first);
            send(plant, StreamOptions.DEFAULT, 1000, 10);
            assertThat(verdicts.subList(1000, 1010)).allMatch(v -> v.written().isPresent());
        }
    }

    @Test
    void otherParcelsUnderTheSameNumbersAreRefused() {
        try (var node = GrpcNode.found(folder.resolve("node"));
                var plant = node.steelworks()) {
            send(plant, StreamOptions.DEFAULT.again(), 0, 10);

            assertThatThrownBy(() -> send(plant, StreamOptions.DEFAULT.again(), 50, 10))
                    .isInstanceOfSatisfying(
                            YuanliuException.class,
                            e -> assertThat(e.is(Reason.REQUEST_ID_REUSED)).isTrue());
            assertThat(verdicts).hasSize(20);
            assertThat(reasons()).containsOnly("REQUEST_ID_REUSED");
        }
    }

    @Test
    void refusedOnesAreToldWithTheirReasonAndTheOthersGoOn() {
        try (var node = GrpcNode.found(folder.resolve("node"));
                var plant = node.steelworks()) {
            try (var line = plant.registration("line-1")) {
                line.register(Identifier.known("88.118.9/X"), elements(1), verdicts::add);
                line.register(id(1), List.of(Element.of(1, "A", "a"), Element.of(1, "B", "b")), verdicts::add);
                line.register(id(2), elements(2), verdicts::add);
            }

            assertThat(reasons()).isEqualTo(List.of("NOT_RESPONSIBLE", "DUPLICATE_INDEX"));
            assertThat(verdicts.get(2).written()).isPresent();
        }
    }

    @Test
    void anonymousSenderIsToldSo() {
        try (var node = GrpcNode.found(folder.resolve("node"));
                var nobody = node.anonymous()) {
            assertThatThrownBy(() -> send(nobody, StreamOptions.DEFAULT, 0, 1))
                    .isInstanceOfSatisfying(
                            YuanliuException.class,
                            e -> assertThat(e.is(Reason.AUTHENTICATION_NEEDED)).isTrue());
        }
    }

    @Test
    void patienceEndsWhereNobodyAnswers() throws Exception {
        int nobody;
        try (var socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        try (var plant = YuanliuClient.builder("localhost:" + nobody).build()) {
            assertThatThrownBy(() -> send(plant, StreamOptions.DEFAULT.patience(Duration.ofMillis(300)), 0, 1))
                    .isInstanceOf(YuanliuException.class)
                    .hasMessageContaining("no verdict came");
            assertThat(verdicts).hasSize(1);
        }
    }

    private void send(YuanliuClient client, StreamOptions options, int from, int count) {
        try (var line = client.registration("line-1", options)) {
            for (int i = from; i < from + count; i++) {
                line.register(id(i), elements(i), verdicts::add);
            }
        }
    }

    private List<String> reasons() {
        return verdicts.stream()
                .flatMap(v -> v.failure().map(Failure::reason).stream())
                .toList();
    }

    private static List<Identifier> ids(int n) {
        return IntStream.range(0, n).mapToObj(RegistrationStreamTest::id).toList();
    }

    private static Identifier id(int i) {
        return Identifier.known("88.118.8/S" + i);
    }

    private static List<Element> elements(int i) {
        return List.of(Element.of(1, "URL", "https://example.org/heat/" + i));
    }
}
