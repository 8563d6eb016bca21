package org.yuanliu.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.grpc.AdmitPrefixRequest;
import org.yuanliu.grpc.BatchResolveRequest;
import org.yuanliu.grpc.Element;
import org.yuanliu.grpc.HistoryRequest;
import org.yuanliu.grpc.ListRequest;
import org.yuanliu.grpc.RegisterRequest;
import org.yuanliu.grpc.RegistryGrpc;
import org.yuanliu.grpc.ResolveRequest;
import org.yuanliu.grpc.ResolverGrpc;
import org.yuanliu.grpc.SessionsGrpc;
import org.yuanliu.grpc.UpdateRequest;

/** Nothing that a client puts into a message breaks the server, its log or the connection. */
class DamagedMessagesTest {
    private static final int MESSAGES = 100_000;
    private static final int AT_A_TIME = 200;

    /** A method and a right message of it. */
    private record Target(MethodDescriptor<?, ?> method, byte[] message) {
        Target(MethodDescriptor<?, ?> method, Message message) {
            this(method, message.toByteArray());
        }
    }

    @Test
    @Timeout(300)
    void everyDamagedMessageIsAnsweredAndTheConnectionSurvives(@TempDir Path folder) throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        var traces = new Traces();
        var verdicts = new EnumMap<Status.Code, Integer>(Status.Code.class);
        var places = new Semaphore(AT_A_TIME);

        try (var node = GrpcNode.found(folder.resolve("node"));
                var client = new RawClient(node.port())) {
            for (int i = 0; i < MESSAGES; i++) {
                var target = TARGETS.get(random.nextInt(TARGETS.size()));
                assertThat(places.tryAcquire(30, TimeUnit.SECONDS))
                        .as("seed %d, message %d", seed, i)
                        .isTrue();
                send(client.bytes(target.method()), damage(target.message(), random), verdicts, places);
            }
            assertThat(places.tryAcquire(AT_A_TIME, 30, TimeUnit.SECONDS))
                    .as("seed %d", seed)
                    .isTrue();

            assertThat(verdicts.values().stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(MESSAGES);
            assertThat(verdicts.keySet())
                    .as("seed %d: %s", seed, verdicts)
                    .doesNotContain(
                            Status.Code.INTERNAL,
                            Status.Code.UNKNOWN,
                            Status.Code.UNAVAILABLE,
                            Status.Code.CANCELLED,
                            Status.Code.DEADLINE_EXCEEDED);
            assertThat(verdicts)
                    .containsKeys(Status.Code.OK, Status.Code.INVALID_ARGUMENT, Status.Code.UNAUTHENTICATED);
            assertThat(traces.first).as("seed %d", seed).isNull();
            try (var steelworks = node.steelworks()) {
                assertThat(steelworks.whoAmI()).isEqualTo(GrpcNode.STEELWORKS);
            }
        } finally {
            traces.stop();
        }
    }

    private static final List<Target> TARGETS = List.of(
            new Target(
                    ResolverGrpc.getResolveMethod(),
                    ResolveRequest.newBuilder()
                            .setIdentifier("88.118/X")
                            .addIndexes(1)
                            .addTypes("URL")
                            .build()),
            new Target(
                    ResolverGrpc.getBatchResolveMethod(),
                    BatchResolveRequest.newBuilder()
                            .addIdentifiers("0.NA/88.118.8")
                            .addIdentifiers("88.118.8/Y")
                            .addTypes("URL.")
                            .build()),
            new Target(
                    RegistryGrpc.getRegisterMethod(),
                    RegisterRequest.newBuilder()
                            .setIdentifier("88.118.8/Z")
                            .addElements(element())
                            .setRequestId("r")
                            .build()),
            new Target(
                    RegistryGrpc.getUpdateMethod(),
                    UpdateRequest.newBuilder()
                            .setIdentifier("88.118.8/Z")
                            .addPut(element())
                            .addRemove(2)
                            .setExpectedVersion(1)
                            .build()),
            new Target(
                    RegistryGrpc.getListMethod(),
                    ListRequest.newBuilder().setPrefix("88.118.8").build()),
            new Target(
                    RegistryGrpc.getHistoryMethod(),
                    HistoryRequest.newBuilder().setIdentifier("88.118.8/Z").build()),
            new Target(
                    RegistryGrpc.getAdmitPrefixMethod(),
                    AdmitPrefixRequest.newBuilder()
                            .setPrefix("88.118.9")
                            .addElements(element())
                            .build()),
            new Target(SessionsGrpc.getOpenMethod(), new byte[] {8, 1}),
            new Target(SessionsGrpc.getWhoAmIMethod(), new byte[] {8, 1}));

    private static Element element() {
        var element = Element.newBuilder()
                .setIndex(1)
                .setType("URL")
                .setText("https://example.com")
                .setTtlSeconds(3600)
                .setPermissions(14);
        element.addReferencesBuilder().setIdentifier("88.118.8/Y").setIndex(3);
        return element.build();
    }

    /** Some bytes changed, cut off, doubled or put in; or bytes that never were a message. */
    private static byte[] damage(byte[] message, Random random) {
        byte[] damaged = message.clone();
        for (int i = random.nextInt(4); i > 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
            case 1 -> {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                yield noise;
            }
            case 2 -> {
                int at = random.nextInt(damaged.length);
                byte[] longer = Arrays.copyOf(damaged, damaged.length + 5);
                System.arraycopy(damaged, at, longer, at + 5, damaged.length - at);
                yield longer;
            }
            default -> damaged;
        };
    }

    private static void send(
            ClientCall<byte[], byte[]> call, byte[] message, Map<Status.Code, Integer> verdicts, Semaphore places) {
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        synchronized (verdicts) {
                            verdicts.merge(status.getCode(), 1, Integer::sum);
                        }
                        places.release();
                    }
                },
                new Metadata());
        call.request(1);
        call.sendMessage(message);
        call.halfClose();
    }

    /** Keeps the first exception that gRPC logs. */
    private static final class Traces extends Handler {
        private final Logger logger = Logger.getLogger("io.grpc");
        private volatile Throwable first;

        Traces() {
            logger.addHandler(this);
        }

        void stop() {
            logger.removeHandler(this);
        }

        @Override
        public void publish(LogRecord record) {
            if (first == null && record.getThrown() != null) {
                first = record.getThrown();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
