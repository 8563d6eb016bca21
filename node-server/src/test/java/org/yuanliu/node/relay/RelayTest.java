package org.yuanliu.node.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Enterprise;
import org.yuanliu.model.EnterpriseState;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.PrefixState;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;
import org.yuanliu.model.SiteInfo;
import org.yuanliu.node.Config;
import org.yuanliu.node.Node;
import org.yuanliu.node.NodeFolder;
import org.yuanliu.sdk.BatchItem;
import org.yuanliu.sdk.Credential;
import org.yuanliu.sdk.Directory;
import org.yuanliu.sdk.Failure;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.sdk.YuanliuException;
import org.yuanliu.wire.Response;
import org.yuanliu.wire.SiteCodec;

/** A secondary node, an enterprise with a node of its own, and a prefix that is delegated to that. */
class RelayTest {
    private static final Identifier PREFIX = Identifier.known("88.118.50");
    private static final Identifier COIL = Identifier.known("88.118.50/Coil-1");
    private static final Identifier NONE = Identifier.known("88.118.50/None");

    @TempDir
    Path folder;

    private Node secondary;
    private Node enterprise;

    @BeforeEach
    void delegate() throws Exception {
        secondary = node("secondary", "88.118");
        enterprise = node("enterprise", "88.118.50");
        try (YuanliuClient client = operator("enterprise", enterprise)) {
            client.register(
                    COIL, List.of(Element.of(1, "URL", "https://example.org/1"), Element.of(2, "GRADE", "Q355B")));
        }
        try (YuanliuClient client = operator("secondary", secondary)) {
            Directory directory = client.directory();
            directory.putEnterprise(PREFIX, Enterprise.draft("西山钢铁"), "", "");
            directory.advance(PREFIX, EnterpriseState.SUBMITTED, "");
            directory.advance(PREFIX, EnterpriseState.REVIEWING, "");
            directory.advance(PREFIX, EnterpriseState.APPROVED, "");
            directory.advance(PREFIX, PrefixState.REVIEWED, "");
            directory.advance(PREFIX, PrefixState.ALLOCATED, "");
            directory.delegate(PREFIX, site(enterprise.handleAddress().getPort()), "");
        }
    }

    @AfterEach
    void close() {
        enterprise.close();
        secondary.close();
    }

    @Test
    void recursionIsAnsweredOverHandle() throws Exception {
        Response found = handle(new Request.Resolve(COIL, Selection.PUBLIC));
        Response selected =
                handle(new Request.Resolve(COIL, new Selection(List.of(), List.of(new ElementType("GRADE")), true)));
        Response missing = handle(new Request.Resolve(NONE, Selection.PUBLIC));

        assertThat(((Response.Resolved) found).elements().count()).isEqualTo(2);
        assertThat(((Response.Resolved) selected).elements().count()).isEqualTo(1);
        assertThat(((Response.Failure) missing).code()).isEqualTo(100);
    }

    @Test
    void recursionIsAnsweredOverHttpAndGrpcIfAsked() throws Exception {
        HttpResponse<String> asked = http("/api/handles/" + COIL + "?recursive=true");
        HttpResponse<String> redirected = http("/" + COIL);
        try (YuanliuClient client = anonymous()) {
            assertThat(client.resolveAnywhere(COIL, Selection.PUBLIC).text("GRADE"))
                    .contains("Q355B");
        }

        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.body()).contains("Q355B");
        assertThat(redirected.statusCode()).isEqualTo(302);
        assertThat(redirected.headers().firstValue("location")).contains("https://example.org/1");
    }

    @Test
    void recursionIsAnsweredForEachOfABatch() throws Exception {
        List<Identifier> asked = List.of(COIL, Identifier.known("0.NA/88.118"), NONE);
        try (YuanliuClient client = anonymous()) {
            List<BatchItem> near = client.batchResolve(asked, Selection.PUBLIC);
            List<BatchItem> anywhere = client.batchResolveAnywhere(asked, Selection.PUBLIC);

            assertThat(near).extracting(RelayTest::reason).containsExactly("DELEGATED", "", "DELEGATED");
            assertThat(anywhere).extracting(RelayTest::reason).containsExactly("", "", "NOT_FOUND");
            assertThat(anywhere.get(0).resolution().orElseThrow().text("GRADE")).contains("Q355B");
        }
    }

    private static String reason(BatchItem item) {
        return item.failure().map(Failure::reason).orElse("");
    }

    @Test
    void withoutRecursionTheAnswerSaysWhereToAsk() throws Exception {
        String address = "TCP 127.0.0.1:" + enterprise.handleAddress().getPort();

        HttpResponse<String> referred = http("/api/handles/" + COIL);

        assertThat(referred.statusCode()).isEqualTo(300);
        assertThat(referred.body()).contains("\"responseCode\":302", "HS_SITE", address);
        try (YuanliuClient client = anonymous()) {
            assertThatThrownBy(() -> client.resolve(COIL)).isInstanceOfSatisfying(YuanliuException.class, e -> {
                assertThat(e.is(Reason.DELEGATED)).isTrue();
                assertThat(e.failure().message()).contains(address);
            });
            assertThat(client.batchResolve(List.of(COIL), Selection.PUBLIC)
                            .get(0)
                            .failure())
                    .hasValueSatisfying(problem -> assertThat(problem.reason()).isEqualTo("DELEGATED"));
        }
    }

    @Test
    void nodeThatIsAwayIsReferredTo() throws Exception {
        enterprise.close();

        Response referral = handle(new Request.Resolve(COIL, Selection.PUBLIC));

        assertThat(((Response.Referral) referral).code()).isEqualTo(Response.Referral.SERVICE);
        assertThat(((Response.Referral) referral).elements().list())
                .extracting(Element::type)
                .containsExactly(ElementType.HS_SITE);
    }

    @Test
    void nodeThatKeepsSilentIsNotWaitedForLongerThanSaid() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Relay relay = new Relay(Duration.ofMillis(100), Clock.systemUTC())) {
            Outcome.Referred referral = referral(silent.getLocalPort());

            assertThat(ask(relay, referral, 0)).isSameAs(referral);
        }
    }

    @Test
    void questionThatHasGoneTooFarGoesNoFurther() {
        try (Relay relay = new Relay(Duration.ofSeconds(1), Clock.systemUTC())) {
            assertThat(ask(relay, referral(1), 10)).isEqualTo(Outcome.Refused.of(Reason.RECURSION_TOO_DEEP, "10"));
        }
    }

    @Test
    void nodesThatReferToEachOtherEnd() throws Exception {
        try (YuanliuClient client = operator("secondary", secondary)) {
            // The site in the record is the enterprise's to change: here it points back at the node that asks.
            client.update(
                    Identifier.known("0.NA/88.118.50"),
                    List.of(Element.of(
                            2,
                            ElementType.HS_SITE,
                            SiteCodec.write(site(secondary.handleAddress().getPort())))));
        }

        Response end = handle(new Request.Resolve(COIL, Selection.PUBLIC));

        assertThat(end).isInstanceOfAny(Response.Referral.class, Response.Failure.class);
    }

    private static Outcome ask(Relay relay, Outcome.Referred referral, int hops) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        var question = new Request.Resolve(COIL, Selection.PUBLIC);
        relay.ask(referral, new Request.ResolveAnywhere(question, hops), answer::complete);
        return answer.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static Outcome.Referred referral(int port) {
        Element site = Element.of(2, ElementType.HS_SITE, SiteCodec.write(site(port)));
        return new Outcome.Referred(COIL, false, Elements.of(List.of(site)), "there");
    }

    private static SiteInfo site(int port) {
        var tcp = new SiteInfo.Interface(true, true, SiteInfo.Transport.TCP, port);
        var server = new SiteInfo.Server(1, InetAddress.getLoopbackAddress(), Bytes.EMPTY, List.of(tcp));
        return new SiteInfo(1, 2, 11, 1, true, false, 2, Bytes.EMPTY, List.of(), List.of(server));
    }

    private Response handle(Request.Resolve request) throws Exception {
        InetSocketAddress door = secondary.handleAddress();
        return new Question(door, Duration.ofSeconds(20)).ask(request, 0, 0x7000_0000);
    }

    private HttpResponse<String> http(String path) throws Exception {
        URI uri = URI.create("http://" + Node.text(secondary.httpAddress()) + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private Node node(String name, String prefix) {
        Node.init(folder.resolve(name), prefix);
        return Node.start(Config.anyPorts(folder.resolve(name)));
    }

    private YuanliuClient anonymous() {
        return YuanliuClient.builder(Node.text(secondary.grpcAddress())).build();
    }

    private YuanliuClient operator(String name, Node node) throws Exception {
        NodeFolder files = new NodeFolder(folder.resolve(name));
        return YuanliuClient.builder(Node.text(node.grpcAddress()))
                .credential(Credential.keyFile(files.operator(), files.operatorKey()))
                .build();
    }
}
