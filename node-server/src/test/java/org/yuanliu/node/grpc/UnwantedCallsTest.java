package org.yuanliu.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yuanliu.grpc.RegisterRequest;
import org.yuanliu.grpc.RegistryGrpc;
import org.yuanliu.grpc.ResolveRequest;
import org.yuanliu.grpc.ResolverGrpc;
import org.yuanliu.grpc.Written;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;
import org.yuanliu.model.Rights;
import org.yuanliu.node.auth.HeaderAuth;
import org.yuanliu.node.auth.Proofs;
import org.yuanliu.node.loops.Loops;
import org.yuanliu.node.loops.Transport;
import org.yuanliu.node.registry.RegistryFixture;
import org.yuanliu.node.store.MemoryStore;

/** Calls that nobody waits for any more when their caller is known at last. */
class UnwantedCallsTest {
    private static final int UNREAD = 2 << 20;

    private final BlockingQueue<Runnable> workers = new LinkedBlockingQueue<>();
    private final RegistryFixture fixture = new RegistryFixture(new MemoryStore());
    private final Loops loops = Loops.start(Transport.NIO, 1, 1);
    private GrpcServer server;
    private RawClient client;

    @BeforeEach
    void start() throws Exception {
        var admin = RegistryFixture.admin(100, GrpcNode.STEELWORKS, Rights.ALL);
        fixture.change(
                new Request.Update(
                        RegistryFixture.STEEL_PREFIX,
                        List.of(admin, GrpcNode.secret(302, GrpcNode.SECRET)),
                        List.of(),
                        OptionalLong.empty()),
                RegistryFixture.STEELWORKS);
        var auth = new HeaderAuth(
                new Proofs(fixture.registry, false), workers::add, 10, Clock.systemUTC(), new SecureRandom());
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = GrpcServer.start(
                new GrpcConfig(address, Optional.empty(), 10, UNREAD, Duration.ofSeconds(1)),
                loops,
                fixture.registry,
                auth,
                Optional.empty());
        client = new RawClient(server.address().getPort());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        loops.close();
        fixture.close();
    }

    @Test
    void cancelledWriteIsNotSubmitted() throws Exception {
        var cancelled = new Registration("88.118.8/CANCELLED", CallOptions.DEFAULT);
        var proof = workers.poll(20, TimeUnit.SECONDS);
        cancelled.call.cancel("changed my mind", null);
        passOnTheSameConnection();

        proof.run();

        assertThat(cancelled.status.get(20, TimeUnit.SECONDS).getCode()).isEqualTo(Status.Code.CANCELLED);
        assertNotThere("88.118.8/CANCELLED");
    }

    @Test
    void lateWriteIsNotSubmitted() throws Exception {
        var late = new Registration("88.118.8/LATE", CallOptions.DEFAULT.withDeadlineAfter(300, TimeUnit.MILLISECONDS));
        var proof = workers.poll(20, TimeUnit.SECONDS);
        assertThat(late.status.get(20, TimeUnit.SECONDS).getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        passOnTheSameConnection();

        proof.run();

        assertNotThere("88.118.8/LATE");
    }

    @Test
    void wantedWriteIsSubmitted() throws Exception {
        var wanted = new Registration("88.118.8/WANTED", CallOptions.DEFAULT);

        workers.poll(20, TimeUnit.SECONDS).run();

        assertThat(wanted.status.get(20, TimeUnit.SECONDS).getCode()).isEqualTo(Status.Code.OK);
        assertThat(fixture.resolve("88.118.8/WANTED")).isInstanceOf(Outcome.Found.class);
    }

    @Test
    void messageThatIsNoneOfItsMethodIsRefusedAndCounted() {
        byte[] noise = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF};

        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> client.send(ResolverGrpc.getResolveMethod(), noise))
                .satisfies(e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));

        assertThat(server.malformed()).isEqualTo(1);
    }

    @Test
    void answersThatNobodyTakesAreBounded() throws Exception {
        var id = Identifier.known("88.118.8/LARGE");
        var large = List.of(Element.of(1, "TEXT", "x".repeat(700_000)));
        assertThat(fixture.change(new Request.Create(id, large, false, false), GrpcNode.STEELWORKS))
                .isInstanceOf(Outcome.Written.class);
        byte[] question =
                ResolveRequest.newBuilder().setIdentifier(id.text()).build().toByteArray();
        List<ClientCall<byte[], byte[]>> silent = new ArrayList<>();
        var refused = new CompletableFuture<Status>();
        for (int i = 0; i < 5; i++) {
            ClientCall<byte[], byte[]> call = client.bytes(ResolverGrpc.getResolveMethod());
            call.start(
                    new ClientCall.Listener<>() {
                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            refused.complete(status);
                        }
                    },
                    new Metadata());
            call.sendMessage(question);
            call.halfClose();
            silent.add(call);
        }

        assertThat(refused.get(20, TimeUnit.SECONDS).getCode()).isEqualTo(Status.Code.UNAVAILABLE);

        silent.forEach(call -> call.cancel("enough", null));
        for (int i = 0; i < 5; i++) {
            assertThat(client.send(ResolverGrpc.getResolveMethod(), question)).hasSizeGreaterThan(700_000);
        }
    }

    /** When this has been answered, the server has seen all that was sent before. */
    private void passOnTheSameConnection() throws Exception {
        byte[] question = ResolveRequest.newBuilder()
                .setIdentifier(RegistryFixture.STEEL_PREFIX.text())
                .build()
                .toByteArray();
        assertThat(client.send(ResolverGrpc.getResolveMethod(), question)).isNotEmpty();
    }

    private void assertNotThere(String identifier) {
        assertThat(((Outcome.Refused) fixture.resolve(identifier)).reason()).isEqualTo(Reason.NOT_FOUND);
    }

    /** A call under way. */
    private final class Registration {
        private final ClientCall<RegisterRequest, Written> call;
        private final CompletableFuture<Status> status = new CompletableFuture<>();

        Registration(String identifier, CallOptions options) {
            call = client.channel.newCall(RegistryGrpc.getRegisterMethod(), options);
            var headers = new Metadata();
            headers.put(RawClient.AUTHORIZATION, RawClient.basic("302%3A0.NA%2F88.118.8", GrpcNode.SECRET));
            call.start(
                    new ClientCall.Listener<>() {
                        @Override
                        public void onClose(Status ended, Metadata trailers) {
                            status.complete(ended);
                        }
                    },
                    headers);
            call.request(1);
            var request = RegisterRequest.newBuilder().setIdentifier(identifier);
            request.addElementsBuilder().setIndex(1).setType("URL").setText("https://example.com");
            call.sendMessage(request.build());
            call.halfClose();
        }
    }
}
