package org.yuanliu.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.sdk.Credential;
import org.yuanliu.sdk.YuanliuClient;

/** What a client notices of a node that stops and starts again: nothing but a pause. */
class RestartTest {
    private static final List<Element> ELEMENTS = List.of(Element.of(1, "URL", "https://example.com/1"));

    @Test
    void repeatedWriteGetsItsFirstAnswer(@TempDir Path folder) {
        try (var node = GrpcNode.found(folder.resolve("node"));
                var plant = node.steelworks()) {
            Outcome.Written first = plant.withRequestId("heat-4711").register(Identifier.known("88.118.8/R"), ELEMENTS);
            Outcome.Written minted = plant.withRequestId("heat-4712").mint(Identifier.known("88.118.8/M-"), ELEMENTS);
            int port = node.port();
            node.stop();
            node.startAgain(port);

            assertThat(plant.withRequestId("heat-4711").register(Identifier.known("88.118.8/R"), ELEMENTS))
                    .isEqualTo(first);
            assertThat(plant.withRequestId("heat-4712").mint(Identifier.known("88.118.8/M-"), ELEMENTS))
                    .isEqualTo(minted);
            assertThat(plant.list(GrpcNode.STEEL_PREFIX)).hasSize(2);
        }
    }

    @Test
    void sessionIsOpenedAgain(@TempDir Path folder) {
        try (var node = GrpcNode.found(folder.resolve("node"));
                var operator = node.operator()) {
            var before = operator.whoAmI();
            int port = node.port();
            node.stop();
            node.startAgain(port);

            assertThat(operator.whoAmI()).isEqualTo(before);
        }
    }

    @Test
    void writesUnderWayAreDoneOnce(@TempDir Path folder) throws Exception {
        try (var node = GrpcNode.found(folder.resolve("node"));
                var plant = YuanliuClient.builder(node.target())
                        .credential(Credential.secret(GrpcNode.STEELWORKS, GrpcNode.SECRET))
                        .deadline(Duration.ofSeconds(50))
                        .build()) {
            int port = node.port();
            var writes = IntStream.range(0, 200)
                    .mapToObj(i -> plant.async().register(Identifier.known("88.118.8/W" + i), ELEMENTS))
                    .toList();
            node.stop();
            node.startAgain(port);

            CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).get(50, TimeUnit.SECONDS);
            assertThat(writes).allMatch(write -> write.join().version() == 1);
            assertThat(plant.list(GrpcNode.STEEL_PREFIX)).hasSize(200);
        }
    }
}
