package org.yuanliu.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Problem;
import org.yuanliu.node.net.NoLeaks;

/** Secrets go over TLS, or stay on this machine. */
@Timeout(120)
@ExtendWith(NoLeaks.class)
final class TrustTest {
    @Test
    void portSpeaksTlsAndPlainHttp() throws Exception {
        try (HttpNode node = new HttpNode(HttpLimits.defaults(), Optional.of(tls()), List.of())) {
            node.create("88.118/X", Element.of(1, "URL", "https://example.cn/"));
            InetSocketAddress address = node.address();
            String request = "GET /api/handles/88.118/X HTTP/1.1\r\nHost: x\r\n\r\n";
            try (RawClient plain = new RawClient(address);
                    RawClient secure = new RawClient(secure(address))) {
                assertThat(plain.send(request).answer()).startsWith("HTTP/1.1 200");
                assertThat(secure.send(request).answer()).startsWith("HTTP/1.1 200");
                String big = "PUT /api/handles/88.118/Y HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n";
                assertThat(secure.send(big + "x".repeat(900_000)).answer()).startsWith("HTTP/1.1 400");
                assertThat(secure.send(request.replace("Host", "Connection: close\r\nHost"))
                                .rest())
                        .startsWith("HTTP/1.1 200");
            }
        }
    }

    private static Socket secure(InetSocketAddress address) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, null);
        return context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
    }

    /** Takes the certificate that the test has just made. */
    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static SslContext tls() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        X500Name name = new X500Name("CN=localhost");
        Instant now = Instant.now();
        var certificate = new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(now.minus(1, ChronoUnit.DAYS)),
                        Date.from(now.plus(1, ChronoUnit.DAYS)),
                        name,
                        pair.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
        return SslContextBuilder.forServer(
                        pair.getPrivate(), new JcaX509CertificateConverter().getCertificate(certificate))
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/handles/88.118/X, false, 403",
        "GET, /api/handles/88.118/X, true, 200",
        "POST, /api/sessions, false, 403",
        "POST, /api/sessions, true, 200",
        "GET, /api/sessions/this, false, 403",
    })
    void secretsAreNotTakenOverALineThatOthersCanRead(String method, String path, boolean trusted, int status)
            throws Exception {
        try (HttpNode node = new HttpNode()) {
            node.create("88.118/X", Element.of(1, "URL", "https://example.cn/"));
            HttpRequest head = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), path);
            head.headers().set("Authorization", HttpNode.BASIC);

            Answer answer = ask(node, head, trusted);

            assertThat(answer.status())
                    .as(answer.content().toString(StandardCharsets.UTF_8))
                    .isEqualTo(status);
            answer.content().release();
        }
    }

    private static Answer ask(HttpNode node, HttpRequest head, boolean trusted) throws Exception {
        Target target = Target.of(head.uri());
        Route route = new Routes(node.routes).find(target.path()).orElseThrow();
        CompletableFuture<Answer> answered = new CompletableFuture<>();
        Exchange.Carrier carrier = new Exchange.Carrier() {
            @Override
            public InetSocketAddress peer() {
                return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
            }

            @Override
            public boolean trusted() {
                return trusted;
            }

            @Override
            public void malformed(Problem problem) {}

            @Override
            public void send(Exchange exchange, Answer answer) {
                answered.complete(answer);
            }
        };
        Exchange exchange = new Exchange(head, target, route, Bytes.EMPTY, carrier);
        try {
            route.endpoint().serve(exchange);
        } catch (MalformedMessage e) {
            exchange.refuse(e.problem());
        }
        return answered.get();
    }
}
