package org.yuanliu.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.json.Json;
import org.yuanliu.model.Admin;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Rights;
import org.yuanliu.node.jobs.JobLimits;
import org.yuanliu.sdk.Credential;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.wire.AdminCodec;

/** Import jobs over HTTP. */
@Timeout(60)
class ImportHttpTest {
    private static final Reference WORKS = Reference.known(302, "0.NA/88.118.8");
    private static final String BASIC = "Basic "
            + Base64.getEncoder().encodeToString("302%3A0.NA%2F88.118.8:secret".getBytes(StandardCharsets.UTF_8));
    private static final JobLimits LIMITS = new JobLimits(4 << 20, 100 << 20, 100, 8, 100, Duration.ofDays(1));

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Node node;

    @BeforeEach
    void start() throws IOException {
        Node.init(folder.resolve("node"), "88.118");
        node = Node.start(Config.anyPorts(folder.resolve("node")).withImports(LIMITS));
        NodeFolder files = new NodeFolder(folder.resolve("node"));
        try (YuanliuClient operator = YuanliuClient.builder(Node.text(node.grpcAddress()))
                .credential(Credential.keyFile(files.operator(), files.operatorKey()))
                .build()) {
            Bytes admin = AdminCodec.write(new Admin(Rights.ALL, WORKS));
            operator.admitPrefix(
                    Identifier.known("88.118.8"),
                    List.of(
                            Element.of(100, ElementType.HS_ADMIN, admin),
                            Element.of(302, ElementType.HS_SECKEY, Bytes.utf8("secret"), Permissions.HIDDEN)));
        }
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void fileBecomesAJobWithAReport() throws Exception {
        HttpResponse<String> started =
                post("/v1/jobs?name=coils.jsonl", "key-1", BodyPublishers.ofString(rows(3000) + "no JSON\n"));
        assertThat(started.statusCode()).as(started.body()).isEqualTo(201);
        JsonNode job = json(started);
        assertThat(job.path("name").asText()).isEqualTo("coils.jsonl");
        assertThat(job.path("rows").asInt()).isEqualTo(3001);
        String at = "/v1/jobs/" + job.path("id").asText();

        JsonNode done = await(at);
        HttpResponse<String> page = get(at + "/report?from=2995&limit=3");
        HttpResponse<String> rest = get(at + "/report?from=2998");

        assertThat(done.path("registered").asInt()).isEqualTo(3000);
        assertThat(page.body().lines()).hasSize(3).allMatch(row -> row.contains("\"registered\""));
        assertThat(page.headers().firstValue("next-from")).contains("2998");
        assertThat(rest.body().lines()).hasSize(4);
        assertThat(rest.body()).contains("{\"line\":3001,\"status\":\"refused\",\"reason\":\"INVALID_ARGUMENT\"");
        assertThat(rest.headers().firstValue("next-from")).isEmpty();
        assertThat(json(post("/v1/jobs", "key-1", BodyPublishers.ofString(rows(3000) + "no JSON\n")))
                        .path("id"))
                .isEqualTo(job.path("id"));
        assertThat(json(get("/v1/jobs")).path("jobs")).hasSize(1);
        assertThat(post(at + "/cancel", "", BodyPublishers.noBody()).statusCode())
                .isEqualTo(409);
    }

    @Test
    void whatCannotBeIsRefused() throws Exception {
        String unknown = "/v1/jobs/0123456789abcdef0123456789abcdef";
        assertThat(post("/v1/jobs", "", BodyPublishers.ofString(rows(1))).body())
                .contains("Idempotency-Key");
        assertThat(get(unknown).body()).contains("JOB_UNKNOWN");
        assertThat(get("/v1/jobs/..%2f..%2fkeys").body()).contains("NOT_SUPPORTED");
        assertThat(get("/v1/jobs/..").statusCode()).isEqualTo(404);
        assertThat(get(unknown + "/cancel").statusCode()).isEqualTo(405);
        assertThat(post(unknown + "/resume", "", BodyPublishers.noBody()).statusCode())
                .isEqualTo(404);
        HttpRequest nobody = HttpRequest.newBuilder(uri("/v1/jobs")).build();
        assertThat(client.send(nobody, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void tooLargeFileIsRefusedInTheMidstOfIt() throws Exception {
        HttpResponse<String> refused =
                post("/v1/jobs", "large", BodyPublishers.ofString("x".repeat((4 << 20) + 70_000)));

        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("TOO_LARGE");
        awaitNoUpload();
    }

    @Test
    void uploadThatIsCutOffLeavesNothing() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (Socket socket = new Socket(
                    node.httpAddress().getAddress(), node.httpAddress().getPort())) {
                send(socket, head("Content-Length: 100000") + rows(1 + 20 * i));
                if (i % 2 == 0) {
                    awaitUpload();
                }
            }
            awaitNoUpload();
        }
        assertThat(json(get("/v1/jobs")).path("jobs")).isEmpty();
    }

    @Test
    void slowUploadInManyPiecesIsTakenAndTheConnectionGoesOn() throws Exception {
        try (Socket socket =
                new Socket(node.httpAddress().getAddress(), node.httpAddress().getPort())) {
            send(socket, head("Transfer-Encoding: chunked"));
            for (String row : rows(50).split("(?<=\n)")) {
                send(socket, Integer.toHexString(row.length()) + "\r\n" + row + "\r\n");
            }
            send(
                    socket,
                    "0\r\n\r\nGET /v1/jobs HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: " + BASIC
                            + "\r\n\r\n");

            String both = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(both).startsWith("HTTP/1.1 201 ").contains("\"rows\":50,", "HTTP/1.1 200 ", "{\"jobs\":[{");
        }
    }

    @Test
    void whoIsNotKnownIsToldBeforeTheBodyHasCome() throws Exception {
        try (Socket socket =
                new Socket(node.httpAddress().getAddress(), node.httpAddress().getPort())) {
            send(socket, head("Content-Length: 100000").replace("Authorization", "X-Other") + rows(1));

            InputStream in = socket.getInputStream();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 401 ");
        }
        awaitNoUpload();
    }

    private static String head(String length) {
        return "POST /v1/jobs HTTP/1.1\r\nHost: x\r\nIdempotency-Key: cut\r\nAuthorization: " + BASIC + "\r\n" + length
                + "\r\n\r\n";
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private void awaitUpload() throws IOException {
        while (uploads() == 0) {
            Thread.onSpinWait();
        }
    }

    private void awaitNoUpload() throws IOException {
        while (uploads() > 0) {
            Thread.onSpinWait();
        }
    }

    private long uploads() throws IOException {
        try (Stream<Path> inside = Files.list(new NodeFolder(folder.resolve("node")).jobs())) {
            return inside.filter(path -> path.getFileName().toString().startsWith("."))
                    .count();
        }
    }

    private JsonNode await(String job) throws Exception {
        JsonNode seen = json(get(job));
        while (!seen.path("state").asText().equals("done")) {
            assertThat(seen.path("state").asText()).isIn("waiting", "running");
            seen = json(get(job));
        }
        return seen;
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(path)).header("Authorization", BASIC).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String key, BodyPublisher body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path)).header("Authorization", BASIC).POST(body);
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://" + Node.text(node.httpAddress()) + path);
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return Json.read(Bytes.utf8(answer.body()));
    }

    private static String rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"identifier\":\"88.118.8/H" + i
                        + "\",\"values\":[{\"index\":1,\"type\":\"BATCH\",\"data\":\"x\"}]}\n")
                .collect(Collectors.joining());
    }
}
