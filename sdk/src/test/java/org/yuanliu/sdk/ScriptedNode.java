package org.yuanliu.sdk;

import com.google.protobuf.Any;
import com.google.rpc.RetryInfo;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.yuanliu.grpc.OpenSessionRequest;
import org.yuanliu.grpc.ParcelVerdict;
import org.yuanliu.grpc.RegisterRequest;
import org.yuanliu.grpc.RegisterStreamRequest;
import org.yuanliu.grpc.RegisterStreamResponse;
import org.yuanliu.grpc.RegistryGrpc;
import org.yuanliu.grpc.ResolveRequest;
import org.yuanliu.grpc.ResolveResponse;
import org.yuanliu.grpc.ResolverGrpc;
import org.yuanliu.grpc.Session;
import org.yuanliu.grpc.SessionsGrpc;
import org.yuanliu.grpc.StreamReady;
import org.yuanliu.grpc.WhoAmIRequest;
import org.yuanliu.grpc.WhoAmIResponse;
import org.yuanliu.grpc.Written;

/** A server on the loopback address that does what its script says, to show the client what real nodes rarely do. */
final class ScriptedNode implements AutoCloseable {
    /** What becomes of the next calls; when it is empty they succeed. */
    final Queue<Status> script = new ConcurrentLinkedQueue<>();

    final List<String> requestIds = new CopyOnWriteArrayList<>();
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    final AtomicInteger sessions = new AtomicInteger();
    final Semaphore cancelled = new Semaphore(0);

    /** One permit for each call that has come this far. */
    final Semaphore arrived = new Semaphore(0);

    /** Whoever holds it keeps the answers back. */
    final ReentrantLock gate = new ReentrantLock();

    /** Stands for an answer that never comes. */
    static final Status SILENCE = Status.UNKNOWN.withDescription("silence");

    /** Stands for a refusal that asks for a pause. */
    static final Status LATER = Status.UNAVAILABLE.withDescription("later");

    static final Duration PAUSE = Duration.ofMillis(500);

    /** When streams began, in the time of {@link System#nanoTime}. */
    final List<Long> streams = new CopyOnWriteArrayList<>();

    private final Server server;

    ScriptedNode() {
        this(0);
    }

    ScriptedNode(int port) {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            server = NettyServerBuilder.forAddress(address)
                    .directExecutor()
                    .addService(ServerInterceptors.intercept(new Registry(), new Listening()))
                    .addService(ServerInterceptors.intercept(new Resolver(), new Listening()))
                    .addService(ServerInterceptors.intercept(new Sessions(), new Listening()))
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getPort();
    }

    ClientBuilder client() {
        return YuanliuClient.builder("127.0.0.1:" + port());
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private <A> void play(A answer, StreamObserver<A> to) {
        gate.lock();
        gate.unlock();
        var status = script.poll();
        arrived.release();
        if (status == null) {
            to.onNext(answer);
            to.onCompleted();
        } else if (status != SILENCE) {
            to.onError(status.asRuntimeException());
        }
    }

    private final class Registry extends RegistryGrpc.RegistryImplBase {
        @Override
        public void register(RegisterRequest request, StreamObserver<Written> to) {
            requestIds.add(request.getRequestId());
            play(
                    Written.newBuilder()
                            .setIdentifier(request.getIdentifier())
                            .setVersion(1)
                            .build(),
                    to);
        }

        @Override
        public StreamObserver<RegisterStreamRequest> registerStream(StreamObserver<RegisterStreamResponse> to) {
            streams.add(System.nanoTime());
            return new Parcels(to);
        }
    }

    /** Takes all that comes in the first parcels, or ends the stream as the script says. */
    private final class Parcels implements StreamObserver<RegisterStreamRequest> {
        private final StreamObserver<RegisterStreamResponse> to;

        Parcels(StreamObserver<RegisterStreamResponse> to) {
            this.to = to;
        }

        @Override
        public void onNext(RegisterStreamRequest request) {
            if (request.hasParcel()) {
                var verdict = ParcelVerdict.newBuilder()
                        .setNumber(request.getParcel().getNumber())
                        .setFirstSequence(1);
                request.getParcel().getItemsList().forEach(item -> verdict.addVersions(1));
                to.onNext(
                        RegisterStreamResponse.newBuilder().setVerdict(verdict).build());
                return;
            }
            var status = script.poll();
            arrived.release();
            if (status == null) {
                to.onNext(RegisterStreamResponse.newBuilder()
                        .setReady(StreamReady.newBuilder().setNext(1))
                        .build());
            } else {
                to.onError(status == LATER ? later() : status.asRuntimeException());
            }
        }

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {
            to.onCompleted();
        }
    }

    private static RuntimeException later() {
        var pause = com.google.protobuf.Duration.newBuilder().setNanos((int) PAUSE.toNanos());
        var status = com.google.rpc.Status.newBuilder()
                .setCode(LATER.getCode().value())
                .addDetails(Any.pack(RetryInfo.newBuilder().setRetryDelay(pause).build()));
        return StatusProto.toStatusRuntimeException(status.build());
    }

    private final class Resolver extends ResolverGrpc.ResolverImplBase {
        @Override
        public void resolve(ResolveRequest request, StreamObserver<ResolveResponse> to) {
            var answer = ResolveResponse.newBuilder();
            answer.getRecordBuilder().setIdentifier(request.getIdentifier()).setVersion(1);
            play(answer.build(), to);
        }
    }

    private final class Sessions extends SessionsGrpc.SessionsImplBase {
        @Override
        public void open(OpenSessionRequest request, StreamObserver<Session> to) {
            to.onNext(Session.newBuilder()
                    .setSessionId("s" + sessions.incrementAndGet())
                    .build());
            to.onCompleted();
        }

        @Override
        public void whoAmI(WhoAmIRequest request, StreamObserver<WhoAmIResponse> to) {
            to.onNext(WhoAmIResponse.getDefaultInstance());
            to.onCompleted();
        }
    }

    private final class Listening implements ServerInterceptor {
        private static final Metadata.Key<String> AUTHORIZATION =
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            var authorization = headers.get(AUTHORIZATION);
            if (authorization != null) {
                authorizations.add(authorization);
            }
            return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
                @Override
                public void onCancel() {
                    cancelled.release();
                    super.onCancel();
                }
            };
        }
    }
}
