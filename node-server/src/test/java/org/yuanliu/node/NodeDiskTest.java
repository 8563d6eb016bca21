package org.yuanliu.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.grpc.RegisterRequest;
import org.yuanliu.grpc.RegistryGrpc;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Rights;
import org.yuanliu.node.registry.RegistryFixture;
import org.yuanliu.sdk.Credential;
import org.yuanliu.sdk.YuanliuClient;

/**
 * The system forbids a whole node to write files, as a full or read-only disk would, and then allows it again: writes are
 * told to come later and why, reads go on, the log does not flood, and the node recovers by itself.
 */
@Timeout(180)
class NodeDiskTest {
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
    private static final String PASSWORD = "steel";
    private static final String AUTHORIZATION = "Basic "
            + Base64.getEncoder()
                    .encodeToString(("302%3A0.NA%2F88.118.8:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path folder;

    @Test
    void writesComeLaterWhileTheDiskTakesNothing() throws Exception {
        assumeTrue(Files.isExecutable(PRLIMIT));
        Path data = folder.resolve("node");
        Node.init(data, "88.118");
        try (NodeProcess process = NodeProcess.start(data)) {
            NodeFolder node = new NodeFolder(data);
            admitSteelworks(node, process);
            ManagedChannel channel = ManagedChannelBuilder.forTarget(process.grpc())
                    .usePlaintext()
                    .build();
            try {
                register(channel, "88.118.8/before");
                limitFiles(process, "0:unlimited");

                StatusRuntimeException first = refusal(channel, "88.118.8/lost");
                for (int i = 0; i < 60; i++) {
                    assertTriedLater(refusal(channel, "88.118.8/lost-" + i));
                }
                assertTriedLater(first);
                HttpResponse<String> put = put(node, "88.118.8/lost-http");
                assertThat(put.statusCode()).isEqualTo(503);
                assertThat(put.headers().firstValue("Retry-After")).isPresent();
                assertThat(put.body()).contains("READ_ONLY", "the disk");
                assertThat(get(node, "88.118.8/before").statusCode()).isEqualTo(200);

                limitFiles(process, "unlimited:unlimited");
                register(channel, "88.118.8/after");
                assertThat(put(node, "88.118.8/after-http").statusCode()).isEqualTo(200);
                assertThat(get(node, "88.118.8/before").statusCode()).isEqualTo(200);
                assertThat(get(node, "88.118.8/lost-7").statusCode()).isEqualTo(404);
            } finally {
                channel.shutdownNow();
            }
            assertThat(process.log())
                    .filteredOn(line -> line.contains("cannot write"))
                    .hasSizeBetween(1, 5);
        }
    }

    /** As root only: nobody else may mount a small disk. */
    @Test
    void writesComeLaterWhileTheDiskIsFull() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(exit("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk.toString()) == 0);
        try {
            Path data = disk.resolve("node");
            Node.init(data, "88.118");
            try (NodeProcess process = NodeProcess.start(data)) {
                NodeFolder node = new NodeFolder(data);
                admitSteelworks(node, process);
                Path filler = disk.resolve("filler");
                fill(filler);

                HttpResponse<String> full = put(node, "88.118.8/fits");
                for (int i = 0; i < 100 && full.statusCode() == 200; i++) { // The last page of the log has room yet.
                    full = put(node, "88.118.8/fits-" + i);
                }
                assertThat(full.statusCode()).isEqualTo(503);
                assertThat(full.body()).contains("READ_ONLY", "the disk is full");
                assertThat(put(node, "88.118.8/lost-2").statusCode()).isEqualTo(503);
                assertThat(get(node, "0.NA/88.118.8").statusCode()).isEqualTo(200);

                Files.delete(filler);
                assertThat(put(node, "88.118.8/after").statusCode()).isEqualTo(200);
                assertThat(get(node, "88.118.8/after").statusCode()).isEqualTo(200);
                assertThat(get(node, "88.118.8/lost-2").statusCode()).isEqualTo(404);
            }
        } finally {
            exit("umount", disk.toString());
        }
    }

    private static void fill(Path filler) throws IOException {
        try (FileChannel out = FileChannel.open(filler, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (out.write(ByteBuffer.allocate(4096)) > 0) {}
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static void admitSteelworks(NodeFolder node, NodeProcess process) throws Exception {
        try (YuanliuClient operator = YuanliuClient.builder(process.grpc())
                .credential(Credential.keyFile(node.operator(), node.operatorKey()))
                .build()) {
            Element secret = Element.of(302, ElementType.HS_SECKEY, Bytes.utf8(PASSWORD), Permissions.HIDDEN);
            operator.admitPrefix(Identifier.known("0.NA/88.118.8"), List.of(admin(), secret));
        }
    }

    private static Element admin() {
        return RegistryFixture.admin(100, Reference.known(302, "0.NA/88.118.8"), Rights.ALL);
    }

    private static void register(ManagedChannel channel, String identifier) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), AUTHORIZATION);
        var request = RegisterRequest.newBuilder().setIdentifier(identifier);
        request.addElementsBuilder().setIndex(1).setType("URL").setText("https://example.org/");
        assertThat(RegistryGrpc.newBlockingStub(channel)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                        .register(request.build())
                        .getVersion())
                .isEqualTo(1);
    }

    private static StatusRuntimeException refusal(ManagedChannel channel, String identifier) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> register(channel, identifier));
    }

    private static void assertTriedLater(StatusRuntimeException refusal) throws InvalidProtocolBufferException {
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(refusal.getStatus().getDescription()).contains("cannot write now", "the disk", "try again later");
        com.google.rpc.Status status = StatusProto.fromThrowable(refusal);
        ErrorInfo info = null;
        RetryInfo retry = null;
        for (Any detail : status.getDetailsList()) {
            info = detail.is(ErrorInfo.class) ? detail.unpack(ErrorInfo.class) : info;
            retry = detail.is(RetryInfo.class) ? detail.unpack(RetryInfo.class) : retry;
        }
        assertThat(info.getReason()).isEqualTo("READ_ONLY");
        assertThat(retry.getRetryDelay().getSeconds()).isPositive();
    }

    private static HttpResponse<String> put(NodeFolder node, String identifier) throws Exception {
        String values = "[{\"index\":1,\"type\":\"URL\",\"data\":\"https://example.org/\"}]";
        return send(HttpRequest.newBuilder(uri(node, identifier))
                .header("Authorization", AUTHORIZATION)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(values)));
    }

    private static HttpResponse<String> get(NodeFolder node, String identifier) throws Exception {
        return send(HttpRequest.newBuilder(uri(node, identifier)).GET());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(NodeFolder node, String identifier) {
        return URI.create("http://" + node.endpoints().orElseThrow().http() + "/api/handles/" + identifier);
    }

    private static void limitFiles(NodeProcess process, String bytes) throws Exception {
        assertThat(exit(PRLIMIT.toString(), "--pid", Long.toString(process.pid()), "--fsize=" + bytes))
                .isZero();
    }

    private static int exit(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
