package org.yuanliu.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;

/** When a stream of registrations calls the node anew. */
@Timeout(60)
class StreamRepetitionTest {
    private static final List<Element> ELEMENTS = List.of(Element.of(1, "URL", "https://example.com/x"));

    private final ScriptedNode node = new ScriptedNode();
    private final Queue<Verdict> verdicts = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void pauseThatTheNodeAsksForIsKeptThoughMoreIsAdded() throws Exception {
        node.script.add(ScriptedNode.LATER);

        try (var client = node.client().build();
                var stream = client.registration("line", StreamOptions.DEFAULT.parcelsOf(1))) {
            add(stream, 0);
            node.arrived.acquire();
            for (int i = 1; i < 8; i++) {
                add(stream, i);
                node.arrived.tryAcquire(ScriptedNode.PAUSE.toMillis() / 20, TimeUnit.MILLISECONDS);
            }
            stream.await();
        }

        assertThat(verdicts).hasSize(8).allMatch(verdict -> verdict.written().isPresent());
        assertThat(node.streams).hasSize(2);
        assertThat(node.streams.get(1) - node.streams.get(0)).isGreaterThanOrEqualTo(ScriptedNode.PAUSE.toNanos());
    }

    @Test
    void recordTooLargeForAnyNodeIsRefusedAtOnceAndTheOthersGoOn() {
        List<Element> large = List.of(Element.of(1, "URL", "x".repeat(5_000_000)));

        try (var client = node.client().build();
                var stream = client.registration("line", StreamOptions.DEFAULT)) {
            add(stream, 0);
            stream.register(Identifier.known("88.118.8/LARGE"), large, verdicts::add);
            add(stream, 1);
        }

        assertThat(verdicts.stream().flatMap(verdict -> verdict.failure().stream()))
                .extracting(Failure::reason)
                .containsExactly("TOO_LARGE");
        assertThat(verdicts.stream().filter(verdict -> verdict.written().isPresent()))
                .hasSize(2);
        assertThat(node.streams).hasSize(1);
    }

    @Test
    void streamThatBreaksIsCalledAnewOnceEachTime() {
        node.script.addAll(List.of(Status.UNAVAILABLE, Status.UNAVAILABLE, Status.CANCELLED));

        try (var client = node.client().build();
                var stream = client.registration("line", StreamOptions.DEFAULT.parcelsOf(1))) {
            for (int i = 0; i < 20; i++) {
                add(stream, i);
            }
        }

        assertThat(verdicts).hasSize(20).allMatch(verdict -> verdict.written().isPresent());
        assertThat(node.streams).hasSize(4);
    }

    @Test
    void verdictThatIsBeingToldIsNotFollowedByAFailure() throws Exception {
        var client = node.client().build();
        var stream = client.registration("line", StreamOptions.DEFAULT.parcelsOf(2));
        var closer = new Thread(client::close);
        var added = new CountDownLatch(1);
        var failed = new CountDownLatch(1);
        var told = new CountDownLatch(1);
        stream.register(Identifier.known("88.118.8/X0"), ELEMENTS, verdict -> {
            verdicts.add(verdict);
            if (verdict.written().isPresent()) {
                await(added);
                closer.start();
                await(failed);
            }
        });
        stream.register(Identifier.known("88.118.8/X1"), ELEMENTS, verdict -> {
            verdicts.add(verdict);
            told.countDown();
        });
        stream.register(Identifier.known("88.118.8/X2"), ELEMENTS, verdict -> failed.countDown());
        added.countDown();

        await(told);
        closer.join();

        assertThat(verdicts).hasSize(2).allMatch(verdict -> verdict.written().isPresent());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void add(RegistrationStream stream, int number) {
        stream.register(Identifier.known("88.118.8/X" + number), ELEMENTS, verdicts::add);
    }
}
