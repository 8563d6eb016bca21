package org.yuanliu.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;

/** When calls are repeated, and when not. */
class RepetitionTest {
    private static final Identifier ID = Identifier.known("88.118.8/X");
    private static final List<Element> ELEMENTS = List.of(Element.of(1, "URL", "https://example.com/x"));

    private final ScriptedNode node = new ScriptedNode();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void writeIsRepeatedUnderItsIdUntilTheNodeAnswers() {
        node.script.addAll(List.of(Status.UNAVAILABLE, Status.UNAVAILABLE, Status.CANCELLED));

        try (var client = node.client().build()) {
            assertThat(client.register(ID, ELEMENTS).version()).isEqualTo(1);
        }

        assertThat(node.requestIds).hasSize(4);
        assertThat(node.requestIds.stream().distinct()).hasSize(1);
    }

    @Test
    void eachWriteHasItsOwnId() {
        try (var client = node.client().build()) {
            client.register(ID, ELEMENTS);
            client.register(ID, ELEMENTS);
        }

        assertThat(node.requestIds).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void writeWithoutAnAnswerIsGivenUpAndRepeated() {
        node.script.add(ScriptedNode.SILENCE);

        try (var client = node.client().deadline(Duration.ofSeconds(6)).build()) {
            assertThat(client.register(ID, ELEMENTS).version()).isEqualTo(1);
        }

        assertThat(node.requestIds).hasSize(2);
        assertThat(node.requestIds.stream().distinct()).hasSize(1);
    }

    @Test
    void writeThatStaysUnknownSaysUnderWhichIdToRepeatIt() {
        for (int i = 0; i < 50; i++) {
            node.script.add(Status.UNAVAILABLE);
        }

        try (var client = node.client().deadline(Duration.ofMillis(700)).build()) {
            assertThatExceptionOfType(YuanliuException.class)
                    .isThrownBy(() -> client.register(ID, ELEMENTS))
                    .satisfies(e -> assertThat(e.retryable()).isTrue())
                    .satisfies(e -> assertThat(e.requestId()).contains(node.requestIds.get(0)))
                    .withMessageContaining(node.requestIds.get(0));
            node.script.clear();
            client.withDeadline(Duration.ofSeconds(10))
                    .withRequestId(node.requestIds.get(0))
                    .register(ID, ELEMENTS);
        }

        assertThat(node.requestIds.stream().distinct()).hasSize(1);
    }

    @Test
    void closingTheClientEndsWhatWaitsForItsNextAttempt() {
        for (int i = 0; i < 50; i++) {
            node.script.add(Status.UNAVAILABLE);
        }
        var client = node.client().deadline(Duration.ofMinutes(5)).build();
        var unanswered = client.async().register(ID, ELEMENTS);

        client.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> unanswered.get(20, TimeUnit.SECONDS))
                .havingCause()
                .isInstanceOf(YuanliuException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"INTERNAL", "UNKNOWN", "RESOURCE_EXHAUSTED"})
    void writeThatBrokeOnTheWayIsNotToldAsRefused(Status.Code code) {
        node.script.add(code.toStatus().withDescription("broken"));

        try (var client = node.client().build()) {
            assertThatExceptionOfType(YuanliuException.class)
                    .isThrownBy(() -> client.register(ID, ELEMENTS))
                    .satisfies(e -> assertThat(e.retryable()).isTrue())
                    .withMessageContaining(node.requestIds.get(0));
        }

        assertThat(node.requestIds).hasSize(1);
    }

    @Test
    void interruptedWriteSaysUnderWhichIdToRepeatIt() {
        node.script.add(ScriptedNode.SILENCE);

        try (var client = node.client().build()) {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(YuanliuException.class)
                    .isThrownBy(() -> client.register(ID, ELEMENTS))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo("INTERRUPTED"))
                    .satisfies(e -> assertThat(e.requestId()).isPresent())
                    .withMessageContaining("repeat it with request id");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void refusalIsNotRepeated() {
        node.script.add(Status.INVALID_ARGUMENT.withDescription("wrong"));

        try (var client = node.client().build()) {
            assertThatExceptionOfType(YuanliuException.class)
                    .isThrownBy(() -> client.register(ID, ELEMENTS))
                    .satisfies(e -> assertThat(e.retryable()).isFalse())
                    .withMessage("INVALID_ARGUMENT: wrong");
        }

        assertThat(node.requestIds).hasSize(1);
    }

    @Test
    void readIsRepeatedWhileTheNodeCannotBeReached() {
        node.script.addAll(List.of(Status.UNAVAILABLE, Status.UNAVAILABLE));

        try (var client = node.client().build()) {
            assertThat(client.resolve(ID).version()).isEqualTo(1);
        }
    }

    @Test
    void nodeThatStartsLaterIsFound() throws Exception {
        int port = node.port();
        node.close();

        try (var client = YuanliuClient.builder("127.0.0.1:" + port).build()) {
            var written = client.async().register(ID, ELEMENTS);
            assertThat(written).isNotDone();
            try (var later = new ScriptedNode(port)) {
                assertThat(written.get(20, TimeUnit.SECONDS).version()).isEqualTo(1);
                assertThat(later.requestIds).hasSize(1);
            }
        }
    }

    @Test
    void readEndsWithItsDeadline() {
        node.script.add(ScriptedNode.SILENCE);

        try (var client = node.client().deadline(Duration.ofMillis(200)).build()) {
            assertThatExceptionOfType(YuanliuException.class)
                    .isThrownBy(() -> client.resolve(ID))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo("DEADLINE_EXCEEDED"));
        }
    }

    @Test
    void cancelledFutureCancelsTheCall() throws Exception {
        node.script.add(ScriptedNode.SILENCE);

        try (var client = node.client().deadline(Duration.ofMinutes(1)).build()) {
            var resolution = client.async().resolve(ID);
            node.arrived.acquire();
            resolution.cancel(true);

            assertThat(node.cancelled.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void placesAreLimitedAndGivenBack() throws Exception {
        node.script.add(ScriptedNode.SILENCE);

        try (var client = node.client().maxInFlight(1).build()) {
            var first = client.async().resolve(ID);
            node.arrived.acquire();
            assertThatExceptionOfType(YuanliuException.class)
                    .isThrownBy(() -> client.withDeadline(Duration.ofMillis(50)).resolve(ID))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo("CLIENT_BUSY"));

            first.cancel(true);

            assertThat(client.resolve(ID).version()).isEqualTo(1);
        }
    }

    @Test
    void callbackMayCallAgain() {
        try (var client = node.client().maxInFlight(1).build()) {
            node.gate.lock();
            var chained = client.async()
                    .resolve(ID)
                    .thenCompose(found -> client.async().resolve(ID));
            node.gate.unlock();

            assertThat(chained.join().version()).isEqualTo(1);
        }
    }

    @Test
    void callbackMayNotWait() {
        try (var client = node.client().build()) {
            node.gate.lock();
            var waiting = client.async().resolve(ID).thenApply(found -> client.resolve(ID));
            node.gate.unlock();

            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(waiting::join)
                    .withCauseInstanceOf(IllegalStateException.class)
                    .withMessageContaining("async()");
        }
    }

    @Test
    void closedClientSaysSo() {
        var client = node.client().build();
        client.close();
        client.close();

        assertThatExceptionOfType(YuanliuException.class)
                .isThrownBy(() -> client.resolve(ID))
                .satisfies(e -> assertThat(e.reason()).isEqualTo("CLIENT_CLOSED"));
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> client.async().resolve(ID).get())
                .withCauseInstanceOf(YuanliuException.class);
    }
}
