package org.yuanliu.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yuanliu.model.Element;
import org.yuanliu.node.net.NoLeaks;

@Timeout(120)
@ExtendWith(NoLeaks.class)
final class HttpServerTest {
    private static final int MAX_BODY = 100_000;
    /** More than the buffers of two sockets hold. */
    private static final int LARGE = 16 << 20;

    private static final String HOST = "Host: x\r\n";

    private final ExecutorService others = Executors.newFixedThreadPool(4);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch served = new CountDownLatch(10);
    private HttpNode node = new HttpNode(HttpLimits.defaults(), Optional.empty(), routes());

    private List<Route> routes() {
        Set<HttpMethod> methods = Set.of(HttpMethod.GET, HttpMethod.POST);
        return List.of(
                new Route(
                        "/echo",
                        methods,
                        MAX_BODY,
                        false,
                        e -> e.answer(text(e.body().utf8()))),
                new Route("/slow/*", methods, MAX_BODY, false, this::slow),
                new Route("/large", methods, 0, false, e -> {
                    served.countDown();
                    e.answer(text("x".repeat(LARGE)));
                }),
                new Route("/broken", methods, 0, false, e -> {
                    throw new IllegalStateException("on purpose");
                }),
                new Route("/twice", methods, 0, false, e -> {
                    e.answer(text("first"));
                    e.answer(text("second"));
                }));
    }

    private static Answer text(String text) {
        return Answer.of(200, "text/plain", Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    private void slow(Exchange exchange) {
        others.execute(() -> {
            try {
                if (exchange.headers().contains("wait")) {
                    release.await();
                }
                exchange.answer(text(exchange.rest()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @BeforeEach
    void create() {
        node.create("88.118/X", Element.of(1, "URL", "https://example.cn/"));
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        others.shutdownNow();
    }

    private void restart(HttpLimits limits) throws Exception {
        node.close();
        node = new HttpNode(limits, Optional.empty(), routes());
    }

    private RawClient client() throws Exception {
        return new RawClient(node.address());
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            String path = i % 3 == 0 ? "/slow/" + i : i % 3 == 1 ? "/api/handles/88.118/none-" + i : "/nothing/" + i;
            requests.append(i % 7 == 0 ? "HEAD " : "GET ")
                    .append(path)
                    .append(" HTTP/1.1\r\n")
                    .append(HOST + "\r\n");
        }
        try (RawClient client = client()) {
            others.execute(() -> {
                try {
                    client.send(requests.toString());
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });

            for (int i = 0; i < 2_000; i++) {
                if (i % 7 == 0) {
                    assertThat(client.line()).startsWith("HTTP/1.1 ");
                    while (!client.line().isEmpty()) {
                        // head
                    }
                } else {
                    String mark = i % 3 == 0 ? "\n\n" + i : "-" + i;
                    assertThat(client.answer()).contains(i % 3 == 2 ? "/" + i : mark);
                }
            }
        }
    }

    @Test
    void peerThatSendsWithoutReadingIsNoLongerReadFrom() throws Exception {
        String request = "POST /echo HTTP/1.1\r\n" + HOST + "Content-Length: 90000\r\n\r\n" + "x".repeat(90_000);
        try (RawClient client = client()) {
            var sending = others.submit(() -> {
                for (int i = 0; i < 500; i++) {
                    client.send(request);
                }
                return true;
            });
            try (RawClient other = client()) {
                other.send("GET /echo HTTP/1.1\r\n" + HOST + "\r\n");
                assertThat(other.answer()).startsWith("HTTP/1.1 200");
            }
            for (int i = 0; i < 500; i++) {
                assertThat(client.answer()).endsWith("x");
            }
            assertThat(sending.get()).isTrue();
        }
    }

    @Test
    void clientThatWaitsForContinueIsToldToGoOn() throws Exception {
        try (RawClient client = client()) {
            client.send("POST /echo HTTP/1.1\r\n" + HOST + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(client.answer()).startsWith("HTTP/1.1 100 Continue");

            client.send("ok");
            assertThat(client.answer()).startsWith("HTTP/1.1 200").endsWith("\n\nok");

            client.send("HEAD /api/site HTTP/1.1\r\n" + HOST + "\r\nGET /slow/1 HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(client.line()).startsWith("HTTP/1.1 200");
            while (!client.line().isEmpty()) {
                // head
            }
            assertThat(client.answer()).endsWith("\n\n1");
        }
    }

    @Test
    void clientThatWaitsForContinueIsToldIfItsBodyIsTooLarge() throws Exception {
        try (RawClient client = client()) {
            client.send("POST /echo HTTP/1.1\r\n" + HOST + "Expect: 100-continue\r\nContent-Length: 100001\r\n\r\n");

            assertThat(client.rest()).startsWith("HTTP/1.1 413").contains("TOO_LARGE", "connection: close");
        }
    }

    @Test
    void bodyMayComeInChunks() throws Exception {
        try (RawClient client = client()) {
            client.send("POST /echo HTTP/1.1\r\n" + HOST
                    + "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n");

            assertThat(client.answer()).endsWith("\n\nabc");
        }
    }

    @Test
    void bodyThatGrowsTooLargeIsRefusedAndTheAnswerArrives() throws Exception {
        try (RawClient client = client()) {
            others.submit(() -> client.send("POST /echo HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n"
                    + "4000\r\n".concat("x".repeat(0x4000)).concat("\r\n").repeat(200)));

            assertThat(client.rest()).startsWith("HTTP/1.1 413");
        }
        assertThat(node.server.heldBytes()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /echo HTTP/1.1~~|400",
                "GET /echo HTTP/1.1~Host: a~Host: b~~|400",
                "GET /echo HTTP/2.0~Host: a~~|505",
                "GET /echo HTTP/1.1~Host: a~Expect: tea~~|417",
                "NONSENSE~~|400",
                "POST /echo HTTP/1.1~Host: a~Content-Length: -1~~|400",
                "POST /echo HTTP/1.1~Host: a~Content-Length: 1~Content-Length: 2~~|400",
                "POST /echo HTTP/1.1~Host: a~Transfer-Encoding: chunked~~zz~|400",
                "PUT /nothing HTTP/1.1~Host: a~Content-Length: 5~~hello|405",
                "BREW /echo HTTP/1.1~Host: a~~|405",
                "GET /broken HTTP/1.1~Host: a~~|500",
                "GET /twice HTTP/1.1~Host: a~~|200",
                "GET http://elsewhere.example/echo HTTP/1.1~Host: a~~|200",
                "GET /88.118/%zz HTTP/1.1~Host: a~~|400",
                "GET /api/handles/%zz HTTP/1.1~Host: a~~|400",
            })
    void requestIsAnsweredWithTheRightStatus(String request, int status) throws Exception {
        try (RawClient client = client()) {
            client.send(request.replace("~", "\r\n"));

            assertThat(client.answer()).startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void addressesInPlainUtf8AreUnderstood() throws Exception {
        node.create("88.118/钢", Element.of(1, "URL", "https://example.cn/"));
        String path = new String("/api/handles/88.118/钢".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        try (RawClient client = client()) {
            client.send("GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n");

            assertThat(client.answer()).startsWith("HTTP/1.1 200").contains("88.118/钢");
        }
    }

    @Test
    void hugeAddressesAndHeadsAreRefused() throws Exception {
        try (RawClient client = client()) {
            client.send("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(client.answer()).startsWith("HTTP/1.1 414");
        }
        try (RawClient client = client()) {
            client.send("GET / HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(20_000) + "\r\n\r\n");
            assertThat(client.answer()).startsWith("HTTP/1.1 431");
        }
    }

    @Test
    void oldClientsGetOneAnswerUnlessTheyAskForMore() throws Exception {
        try (RawClient client = client()) {
            client.send("GET /slow/1 HTTP/1.0\r\n\r\n");
            assertThat(client.rest()).startsWith("HTTP/1.1 200").endsWith("1");
        }
        try (RawClient client = client()) {
            client.send("GET /slow/1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            assertThat(client.answer()).contains("connection: keep-alive");
            client.send("GET /slow/2 HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");
            assertThat(client.rest()).contains("connection: close").endsWith("2");
        }
    }

    @Test
    void clientThatHasSaidAllIsStillAnswered() throws Exception {
        try (RawClient client = client()) {
            client.send("GET /slow/1 HTTP/1.1\r\n" + HOST + "\r\nGET /slow/2 HTTP/1.1\r\n" + HOST + "\r\n");
            client.endOutput();

            assertThat(client.rest()).contains("\r\n\r\n1HTTP/1.1 200").endsWith("2");
        }
    }

    @Test
    void slowHeadsAndBodiesAreNotWaitedForForever() throws Exception {
        Duration soon = Duration.ofMillis(200);
        HttpLimits usual = HttpLimits.defaults();
        restart(new HttpLimits(usual.connections(), usual.headBytes(), usual.memory(), soon, soon, soon));
        try (RawClient head = client();
                RawClient body = client();
                RawClient answer = client()) {
            head.send("GET /echo HTTP/1.1\r\nHo");
            body.send("POST /echo HTTP/1.1\r\n" + HOST + "Content-Length: 10\r\n\r\nabc");
            answer.send("GET /slow/1 HTTP/1.1\r\n" + HOST + "wait: yes\r\n\r\n");

            assertThat(head.rest()).isEmpty();
            assertThat(body.rest()).startsWith("HTTP/1.1 408");
            assertThat(answer.rest()).isEmpty();
        }
        assertThat(node.server.heldBytes()).isZero();
    }

    @Test
    void peerThatIgnoresTheEndOfItsConnectionIsCutOff() throws Exception {
        HttpLimits usual = HttpLimits.defaults();
        Duration soon = Duration.ofMillis(200);
        restart(new HttpLimits(
                usual.connections(), usual.headBytes(), usual.memory(), usual.idle(), soon, usual.answerTime()));
        try (RawClient body = client()) {
            body.send("POST /echo HTTP/1.1\r\n" + HOST + "Content-Length: 10\r\n\r\nabc");

            assertThat(body.rest()).startsWith("HTTP/1.1 408");
            while (node.server.connections() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void bodiesShareOneAllowanceOfMemory() throws Exception {
        HttpLimits usual = HttpLimits.defaults();
        restart(new HttpLimits(100, usual.headBytes(), 150_000, usual.idle(), usual.bodyTime(), usual.answerTime()));
        String request = "POST /echo HTTP/1.1\r\n" + HOST + "Content-Length: 90001\r\n\r\n" + "x".repeat(90_000);
        try (RawClient first = client();
                RawClient second = client()) {
            first.send(request);
            while (node.server.heldBytes() < 90_000) {
                Thread.onSpinWait();
            }
            second.send(request);

            assertThat(second.rest())
                    .startsWith("HTTP/1.1 503")
                    .contains("TOO_BUSY")
                    .contains("retry-after: 1");
            assertThat(first.send("x").answer()).startsWith("HTTP/1.1 200");
        }
        assertThat(node.server.heldBytes()).isZero();
    }

    @Test
    void peersThatDoNotReadShareOneAllowanceOfMemoryToo() throws Exception {
        HttpLimits usual = HttpLimits.defaults();
        int memory = 40 << 20;
        restart(new HttpLimits(100, usual.headBytes(), memory, usual.idle(), usual.bodyTime(), usual.answerTime()));
        List<RawClient> silent = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            silent.add(client().send("GET /large HTTP/1.1\r\n" + HOST + "\r\n"));
        }
        served.await();

        while (node.server.connections() == silent.size() || node.server.heldBytes() > memory) {
            Thread.onSpinWait();
        }
        for (RawClient client : silent) {
            client.close();
        }
        while (node.server.heldBytes() > 0) {
            Thread.onSpinWait();
        }
        try (RawClient reading = client()) {
            assertThat(reading.send("GET /large HTTP/1.1\r\n" + HOST + "\r\n").answer())
                    .hasSizeGreaterThan(LARGE);
        }
    }

    @Test
    void oneConnectionTooManyClosesTheOldestThatIdles() throws Exception {
        HttpLimits usual = HttpLimits.defaults();
        restart(new HttpLimits(2, usual.headBytes(), 1 << 20, usual.idle(), usual.bodyTime(), usual.answerTime()));
        String working = "GET /slow/1 HTTP/1.1\r\n" + HOST + "wait: yes\r\n\r\n";
        String quick = "GET /echo HTTP/1.1\r\n" + HOST + "\r\n";
        try (RawClient first = client()) {
            first.send(quick).answer();
            first.send(working);
            try (RawClient second = client()) {
                second.send(quick).answer();
                try (RawClient third = client()) {
                    assertThat(third.send(quick).answer()).startsWith("HTTP/1.1 200");
                    assertThat(second.rest()).isEmpty();
                    release.countDown();
                    assertThat(first.answer()).endsWith("\n\n1");
                }
            }
        }
    }

    @Test
    void closingLetsTheRequestUnderWayBeAnswered() throws Exception {
        try (RawClient working = client();
                RawClient idle = client()) {
            idle.send("GET /echo HTTP/1.1\r\n" + HOST + "\r\n").answer();
            working.send("GET /echo HTTP/1.1\r\n" + HOST + "\r\n").answer();
            working.send("GET /slow/1 HTTP/1.1\r\n" + HOST + "wait: yes\r\n\r\n");
            var closed = others.submit(() -> {
                node.server.close(Duration.ofSeconds(30));
                return true;
            });
            assertThat(idle.rest()).isEmpty();
            release.countDown();

            assertThat(working.rest()).contains("connection: close").endsWith("1");
            assertThat(closed.get()).isTrue();
        }
    }
}
