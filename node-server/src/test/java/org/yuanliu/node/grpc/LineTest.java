package org.yuanliu.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.node.auth.HeaderAuth;
import org.yuanliu.node.auth.Proofs;
import org.yuanliu.node.loops.Loops;
import org.yuanliu.node.loops.TlsFiles;
import org.yuanliu.node.loops.Transport;
import org.yuanliu.node.registry.RegistryFixture;
import org.yuanliu.node.store.MemoryStore;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.sdk.YuanliuException;

/** The line itself: TLS, limits, health and reflection. */
class LineTest {
    private final RegistryFixture fixture = new RegistryFixture(new MemoryStore());
    private final Loops loops = Loops.start(Transport.best(), 1, 1);

    @AfterEach
    void stop() {
        loops.close();
        fixture.close();
    }

    @Test
    void tlsIsSpokenWithCertificateFiles(@TempDir Path folder) throws Exception {
        var tls = certificate(folder);

        try (var server = start(new GrpcConfig(anyPort(), Optional.of(tls), 10, 1 << 20, Duration.ofSeconds(1)));
                var client = YuanliuClient.builder(
                                "localhost:" + server.address().getPort())
                        .tls(tls.certificates())
                        .build();
                var distrustful = YuanliuClient.builder(
                                "localhost:" + server.address().getPort())
                        .tls()
                        .deadline(Duration.ofMillis(500))
                        .build()) {
            assertThat(client.resolve(RegistryFixture.STEEL_PREFIX).version()).isEqualTo(1);
            assertThatExceptionOfType(YuanliuException.class)
                    .isThrownBy(() -> distrustful.resolve(RegistryFixture.STEEL_PREFIX))
                    .satisfies(e -> assertThat(e.reason()).isIn("UNAVAILABLE", "DEADLINE_EXCEEDED"));
        }
    }

    @Test
    void missingCertificateKeepsTheServerDown(@TempDir Path folder) {
        var tls = new TlsFiles(folder.resolve("none.pem"), folder.resolve("none.key"));

        assertThatIOException()
                .isThrownBy(
                        () -> start(new GrpcConfig(anyPort(), Optional.of(tls), 10, 1 << 20, Duration.ofSeconds(1))))
                .withMessageContaining("none.pem");
    }

    @Test
    void takenPortKeepsTheServerDown() throws Exception {
        try (var first = start(GrpcConfig.on(anyPort(), Optional.empty()))) {
            assertThatIOException().isThrownBy(() -> start(GrpcConfig.on(first.address(), Optional.empty())));
        }
    }

    @Test
    void connectionsAboveTheLimitAreClosed() throws Exception {
        try (var server = start(new GrpcConfig(anyPort(), Optional.empty(), 2, 1 << 20, Duration.ofSeconds(1)));
                var one = connect(server);
                var two = connect(server)) {
            assertThat(one.getInputStream().read()).isNotEqualTo(-1);
            assertThat(two.getInputStream().read()).isNotEqualTo(-1);
            try (var three = connect(server)) {
                assertThat(endOf(three)).isTrue();
            }
            one.close();
            // Its place is free once the server has noticed.
            while (true) {
                try (var again = connect(server)) {
                    if (!endOf(again)) {
                        break;
                    }
                }
            }
        }
    }

    @Test
    void healthAndSchemaAreToldToWhoeverAsks() throws Exception {
        try (var server = start(GrpcConfig.on(anyPort(), Optional.empty()));
                var client = new RawClient(server.address().getPort())) {
            var health = HealthGrpc.newBlockingStub(client.channel).check(HealthCheckRequest.getDefaultInstance());

            assertThat(health.getStatus()).isEqualTo(ServingStatus.SERVING);
            assertThat(services(client).getListServicesResponse().getServiceList())
                    .extracting(ServiceResponse::getName)
                    .contains("yuanliu.v1.Resolver", "yuanliu.v1.Registry", "yuanliu.v1.Sessions");
        }
    }

    private static ServerReflectionResponse services(RawClient client) throws Exception {
        var answer = new CompletableFuture<ServerReflectionResponse>();
        var questions = ServerReflectionGrpc.newStub(client.channel).serverReflectionInfo(new StreamObserver<>() {
            @Override
            public void onNext(ServerReflectionResponse message) {
                answer.complete(message);
            }

            @Override
            public void onError(Throwable failure) {
                answer.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {}
        });
        questions.onNext(
                ServerReflectionRequest.newBuilder().setListServices("").build());
        questions.onCompleted();
        return answer.get(20, TimeUnit.SECONDS);
    }

    private GrpcServer start(GrpcConfig config) throws IOException {
        var auth = new HeaderAuth(
                new Proofs(fixture.registry, false), Runnable::run, 10, Clock.systemUTC(), new SecureRandom());
        return GrpcServer.start(config, loops, fixture.registry, auth, Optional.empty());
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static Socket connect(GrpcServer server) throws IOException {
        var socket = new Socket(server.address().getAddress(), server.address().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** Whether the server has closed it: a connection that it keeps begins with a frame of its. */
    private static boolean endOf(Socket socket) {
        try {
            return socket.getInputStream().read() == -1;
        } catch (IOException reset) {
            return true;
        }
    }

    private static TlsFiles certificate(Path folder) throws Exception {
        var keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        var name = new X500Name("CN=localhost");
        var now = Instant.now();
        var certificate = new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(Duration.ofHours(1))),
                        name,
                        keys.getPublic())
                .addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")))
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()));
        return new TlsFiles(
                pem(folder.resolve("tls.pem"), "CERTIFICATE", certificate.getEncoded()),
                pem(folder.resolve("tls.key"), "PRIVATE KEY", keys.getPrivate().getEncoded()));
    }

    private static Path pem(Path file, String what, byte[] content) throws IOException {
        var text = Base64.getMimeEncoder().encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }
}
