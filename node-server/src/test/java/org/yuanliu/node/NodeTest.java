package org.yuanliu.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.SiteInfo;
import org.yuanliu.node.store.StoreFailure;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.wire.SiteCodec;

class NodeTest {
    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void init() {
        data = folder.resolve("node");
        Node.init(data, "88.118");
    }

    @Test
    void folderIsFoundedOnce() {
        assertThatThrownBy(() -> Node.init(data, "88.118"))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("already")
                .hasMessageContaining("yuanliu start");
    }

    /** What is there when init is killed after each of its steps. */
    @ParameterizedTest
    @ValueSource(
            strings = {"keys/node.pem", "keys/node.pem keys/operator.pem", "keys/node.pem keys/operator.pem store"})
    void folderOfAnInitThatWasCutShortSaysWhatToDo(String made) throws Exception {
        Path half = folder.resolve("half");
        for (String name : made.split(" ")) {
            Files.createDirectories(half.resolve(name).getParent());
            Files.move(data.resolve(name), half.resolve(name));
        }

        assertThatThrownBy(() -> Node.init(half, "88.118"))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("cut short")
                .hasMessageContaining("delete the folder");
        assertThatThrownBy(() -> Node.start(Config.anyPorts(half)))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("yuanliu init");
        assertThat(half.resolve("keys/node.pem")).exists();
    }

    @Test
    void initGoesOnWhereOneWasKilledBeforeItsFirstKey() throws Exception {
        Path half = folder.resolve("half");
        Files.createDirectories(half.resolve("keys"));

        Node.init(half, "88.118");

        Node.start(Config.anyPorts(half)).close();
    }

    @Test
    void leftOverOfAnAnnouncementCutShortIsNoHindrance() throws Exception {
        Files.createDirectories(data.resolve("run"));
        Files.writeString(data.resolve("run/endpoints.json.new"), "{");

        Node.start(Config.anyPorts(data)).close();

        assertThat(data.resolve("run")).isEmptyDirectory();
    }

    @Test
    void keysAreReadableByTheirOwnerOnly() throws Exception {
        NodeFolder node = new NodeFolder(data);

        for (Path key : new Path[] {node.nodeKey(), node.operatorKey()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void impossiblePrefixIsRefusedWithTheRightForm() {
        assertThatThrownBy(() -> Node.init(folder.resolve("other"), "88..118/x"))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("88.118");
    }

    @Test
    void folderThatIsNoNodesSaysHowToMakeItOne() {
        assertThatThrownBy(() -> Node.start(Config.anyPorts(folder)))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("yuanliu init");
    }

    @Test
    void secondNodeOnTheSameFolderIsRefused() {
        try (Node first = Node.start(Config.anyPorts(data))) {
            assertThat(first.grpcAddress().getPort()).isPositive();

            assertThatThrownBy(() -> Node.start(Config.anyPorts(data))).isInstanceOf(StoreFailure.class);
        }
    }

    @Test
    void takenPortIsNamedAndNothingStaysOpen() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Config config = Config.anyPorts(data).withPorts(0, 0, taken.getLocalPort());

            assertThatThrownBy(() -> Node.start(config))
                    .isInstanceOf(ConfigError.class)
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()));
        }
        Node.start(Config.anyPorts(data)).close();
    }

    @Test
    void siteInformationGetsANewSerialOnlyWhenItChanges() throws Exception {
        int port;
        SiteInfo first;
        try (Node node = Node.start(Config.anyPorts(data))) {
            port = node.handleAddress().getPort();
            first = site(node);
        }
        Config same = Config.anyPorts(data)
                .withPorts(port, first.servers().get(0).interfaces().get(2).port(), 0);
        SiteInfo again;
        try (Node node = Node.start(same)) {
            again = site(node);
        }
        SiteInfo moved;
        try (Node node = Node.start(same.withPublicAddress("127.0.0.9"))) {
            moved = site(node);
        }

        assertThat(first.servers().get(0).interfaces().get(0).transport()).isEqualTo(SiteInfo.Transport.TCP);
        assertThat(again).isEqualTo(first);
        assertThat(moved.serial()).isEqualTo(first.serial() + 1);
    }

    @Test
    void endpointsAreAnnouncedWhileTheNodeRuns() {
        NodeFolder node = new NodeFolder(data);
        try (Node running = Node.start(Config.anyPorts(data))) {
            assertThat(node.endpoints().orElseThrow().grpc()).isEqualTo(Node.text(running.grpcAddress()));
        }

        assertThat(node.endpoints()).isEmpty();
    }

    private static SiteInfo site(Node node) throws Exception {
        try (YuanliuClient client =
                YuanliuClient.builder(Node.text(node.grpcAddress())).build()) {
            var data = client.resolve(Identifier.known("0.NA/88.118")).elements().stream()
                    .filter(e -> e.type().equals(ElementType.HS_SITE))
                    .findFirst()
                    .orElseThrow()
                    .data();
            return SiteCodec.read(data);
        }
    }
}
