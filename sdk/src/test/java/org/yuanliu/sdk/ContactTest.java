package org.yuanliu.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;

/** What a client says of a node that is not there, and how long it looks for it. */
@Timeout(60)
class ContactTest {
    private static final Identifier ID = Identifier.known("88.118.8/X");
    private static final List<Element> ELEMENTS = List.of(Element.of(1, "URL", "https://example.com/x"));
    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void nodeThatWasNeverReachedIsGivenUpSoonWithItsAddressAndTheCause() throws IOException {
        String nowhere = "127.0.0.1:" + freePort();
        try (var client = briefly(nowhere)) {
            var read = catchThrowableOfType(YuanliuException.class, () -> client.resolve(ID));
            var write = catchThrowableOfType(YuanliuException.class, () -> client.register(ID, ELEMENTS));

            assertThat(read.reason()).isEqualTo("UNAVAILABLE");
            assertThat(read.failure().message()).isEqualTo(nowhere + ": Connection refused");
            assertThat(write.failure().message()).isEqualTo(nowhere + ": Connection refused");
        }
    }

    @Test
    void streamToANodeThatWasNeverReachedEndsSoon() throws IOException {
        String nowhere = "127.0.0.1:" + freePort();
        try (var client = briefly(nowhere)) {
            var stream = client.registration("s", StreamOptions.DEFAULT);
            stream.register(ID, ELEMENTS, verdict -> {});

            var failure = catchThrowableOfType(YuanliuException.class, stream::await);

            assertThat(failure.failure().message()).startsWith(nowhere + ": Connection refused");
        }
    }

    @Test
    void nodeThatWasReachedOnceIsWaitedFor() {
        int port = portThatStaysFree();
        var first = new ScriptedNode(port);
        try (var client = briefly("127.0.0.1:" + port)) {
            client.resolve(ID);
            first.close();
            var answer = client.async().resolve(ID);
            try (var second = new ScriptedNode(port)) {
                assertThat(answer.join().version()).isEqualTo(1);
            }
        }
    }

    @Test
    void portOfAnotherProtocolIsToldAsSuch() throws Exception {
        try (var port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var client = briefly("127.0.0.1:" + port.getLocalPort())) {
            var web = new Thread(() -> answerOnce(port));
            web.start();

            var failure = catchThrowableOfType(YuanliuException.class, () -> client.resolve(ID));

            assertThat(failure.reason()).isEqualTo("NOT_GRPC");
            assertThat(failure.failure().message()).contains("127.0.0.1:" + port.getLocalPort());
            web.join();
        }
    }

    private static void answerOnce(ServerSocket port) {
        try (Socket line = port.accept()) {
            line.getOutputStream()
                    .write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            line.getInputStream().readAllBytes();
        } catch (IOException e) {
            // The client has left.
        }
    }

    private static YuanliuClient briefly(String address) {
        return YuanliuClient.builder(address)
                .deadline(LONG)
                .contactWithin(Duration.ofMillis(200))
                .build();
    }

    /** One that no connection gets as its own end while nobody listens there: systems take higher ones for that. */
    private static int portThatStaysFree() {
        for (int port = 20_000; ; port++) {
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                assertThat(port).as("a free port below 30000").isLessThan(30_000);
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
