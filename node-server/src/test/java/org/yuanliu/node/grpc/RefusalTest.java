package org.yuanliu.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.LocalizedMessage;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.grpc.AdmitPrefixRequest;
import org.yuanliu.grpc.BatchResolveRequest;
import org.yuanliu.grpc.DeleteRequest;
import org.yuanliu.grpc.Element;
import org.yuanliu.grpc.ListRequest;
import org.yuanliu.grpc.Page;
import org.yuanliu.grpc.Reference;
import org.yuanliu.grpc.RegisterRequest;
import org.yuanliu.grpc.RegistryGrpc;
import org.yuanliu.grpc.ResolveRequest;
import org.yuanliu.grpc.ResolverGrpc;
import org.yuanliu.grpc.UpdateRequest;
import org.yuanliu.model.Secret;

/** What a client is told when it gets no answer: exact codes, reasons, fields and texts. */
class RefusalTest {
    private static GrpcNode node;
    private static RawClient client;
    private static RegistryGrpc.RegistryBlockingStub plant;

    @BeforeAll
    static void start(@TempDir Path folder) {
        node = GrpcNode.found(folder.resolve("node"));
        client = new RawClient(node.port());
        plant = client.registry()
                .withDeadlineAfter(10, TimeUnit.MINUTES)
                .withInterceptors(RawClient.header(
                        RawClient.AUTHORIZATION, RawClient.basic("302%3A0.NA%2F88.118.8", GrpcNode.SECRET)));
    }

    @AfterAll
    static void stop() {
        client.close();
        node.close();
    }

    @Test
    void unknownIdentifierIsNamedInAllDetails() {
        var status = refusal(() -> client.resolver().resolve(resolve("88.118.8/nowhere")));

        assertThat(status.getCode()).isEqualTo(Code.NOT_FOUND_VALUE);
        assertThat(status.getMessage()).isEqualTo("There is no identifier 88.118.8/nowhere.");
        assertThat(detail(status, ErrorInfo.class))
                .isEqualTo(ErrorInfo.newBuilder()
                        .setReason("NOT_FOUND")
                        .setDomain("yuanliu.org")
                        .putAllMetadata(Map.of("identifier", "88.118.8/nowhere", "detail0", "88.118.8/nowhere"))
                        .build());
        assertThat(detail(status, LocalizedMessage.class))
                .isEqualTo(LocalizedMessage.newBuilder()
                        .setLocale("en")
                        .setMessage("There is no identifier 88.118.8/nowhere.")
                        .build());
        assertThat(status.getDetailsCount()).isEqualTo(2);
    }

    @Test
    void chineseIsSpokenToWhoeverAsksForIt() {
        var chinese = client.resolver().withInterceptors(RawClient.header(RawClient.ACCEPT_LANGUAGE, "zh-CN,en;q=0.5"));

        var status = refusal(() -> chinese.resolve(resolve("88.118.8/nowhere")));

        assertThat(status.getMessage()).isEqualTo("There is no identifier 88.118.8/nowhere.");
        assertThat(detail(status, LocalizedMessage.class))
                .isEqualTo(LocalizedMessage.newBuilder()
                        .setLocale("zh-CN")
                        .setMessage("标识 88.118.8/nowhere 不存在。")
                        .build());
    }

    @Test
    void wrongFieldsAreNamed() {
        assertBad("identifier", "INVALID_IDENTIFIER", () -> client.resolver().resolve(resolve("/x")));
        assertBad("identifier", "INVALID_IDENTIFIER", () -> client.resolver().resolve(resolve("")));
        assertBad(
                "indexes[1]",
                "INVALID_ARGUMENT",
                () -> client.resolver()
                        .resolve(ResolveRequest.newBuilder()
                                .setIdentifier("88.118.8/X")
                                .addIndexes(1)
                                .addIndexes(0)
                                .build()));
        assertBad(
                "types[0]",
                "INVALID_ARGUMENT",
                () -> client.resolver()
                        .resolve(ResolveRequest.newBuilder()
                                .setIdentifier("88.118.8/X")
                                .addTypes("")
                                .build()));
        assertBad(
                "indexes",
                "INVALID_ARGUMENT",
                () -> client.resolver()
                        .resolve(ResolveRequest.newBuilder()
                                .setIdentifier("88.118.8/X")
                                .addAllIndexes(Collections.nCopies(257, 1))
                                .build()));
        assertBad(
                "identifiers",
                "INVALID_ARGUMENT",
                () -> client.resolver()
                        .batchResolve(BatchResolveRequest.newBuilder()
                                .addAllIdentifiers(Collections.nCopies(1001, "88.118.8/X"))
                                .build()));
        assertBad(
                "prefix",
                "INVALID_ARGUMENT",
                () -> plant.list(
                        ListRequest.newBuilder().setPrefix("88.118.8/X").build()));
        assertBad(
                "page.limit",
                "INVALID_ARGUMENT",
                () -> plant.list(ListRequest.newBuilder()
                        .setPrefix("88.118.8")
                        .setPage(Page.newBuilder().setLimit(1001))
                        .build()));
        assertBad(
                "page.after",
                "INVALID_ARGUMENT",
                () -> plant.list(ListRequest.newBuilder()
                        .setPrefix("88.118.8")
                        .setPage(Page.newBuilder().setAfter(ByteString.copyFrom(new byte[4097])))
                        .build()));
        assertBad(
                "expected_version",
                "INVALID_ARGUMENT",
                () -> plant.update(UpdateRequest.newBuilder()
                        .setIdentifier("88.118.8/X")
                        .setTemplate("steel-coil:1")
                        .putValues("mass", "26 t")
                        .setExpectedVersion(1)
                        .build()));
        assertBad(
                "remove[0]",
                "INVALID_ARGUMENT",
                () -> plant.update(UpdateRequest.newBuilder()
                        .setIdentifier("88.118.8/X")
                        .addRemove(-1)
                        .build()));
        assertBad(
                "request_id",
                "INVALID_ARGUMENT",
                () -> plant.delete(DeleteRequest.newBuilder()
                        .setIdentifier("88.118.8/X")
                        .setRequestId("ü")
                        .build()));
        assertBad(
                "request_id",
                "INVALID_ARGUMENT",
                () -> plant.delete(DeleteRequest.newBuilder()
                        .setIdentifier("88.118.8/X")
                        .setRequestId("x".repeat(65))
                        .build()));
        assertBad(
                "prefix",
                "INVALID_IDENTIFIER",
                () -> plant.admitPrefix(
                        AdmitPrefixRequest.newBuilder().setPrefix("0.NA/").build()));
    }

    @Test
    void wrongFieldsOfElementsAreNamed() {
        var good = Element.newBuilder()
                .setIndex(1)
                .setType("URL")
                .setText("https://example.com")
                .build();

        assertBadElement("elements[1].index", good.toBuilder().setIndex(0));
        assertBadElement("elements[1].index", good.toBuilder().setIndex(-5));
        assertBadElement("elements[1].permissions", good.toBuilder().setPermissions(16));
        assertBadElement(
                "elements[1].ttl_until", good.toBuilder().setTtlSeconds(1).setTtlUntil(2));
        assertBadElement(
                "elements[1].references[0].identifier",
                good.toBuilder().addReferences(Reference.newBuilder().setIdentifier("/")));
        assertBadElement(
                "elements[1].references[0].index",
                good.toBuilder()
                        .addReferences(
                                Reference.newBuilder().setIdentifier("a/b").setIndex(-1)));
    }

    @Test
    void elementsAtFaultAreNamedByIndex() {
        var twice = refusal(() -> plant.register(
                register().addElements(element(3)).addElements(element(3)).build()));

        assertThat(detail(twice, ErrorInfo.class).getReason()).isEqualTo("DUPLICATE_INDEX");
        assertThat(detail(twice, BadRequest.class).getFieldViolations(0).getField())
                .isEqualTo("elements");

        var admin = element(7).setType("HS_ADMIN").setText("nonsense");
        var wrong = refusal(() -> plant.register(register().addElements(admin).build()));

        assertThat(wrong.getCode()).isEqualTo(Code.INVALID_ARGUMENT_VALUE);
        assertThat(detail(wrong, ErrorInfo.class).getMetadataMap())
                .containsEntry("indexes", "7")
                .containsEntry("identifier", "88.118.8/E");
    }

    @Test
    void versionConflictTellsBothVersions() {
        plant.register(register()
                .setIdentifier("88.118.8/CONFLICT")
                .addElements(element(1))
                .build());

        var status = refusal(() -> plant.update(UpdateRequest.newBuilder()
                .setIdentifier("88.118.8/CONFLICT")
                .addPut(element(1))
                .setExpectedVersion(5)
                .build()));

        assertThat(status.getCode()).isEqualTo(Code.ABORTED_VALUE);
        assertThat(detail(status, ErrorInfo.class))
                .isEqualTo(ErrorInfo.newBuilder()
                        .setReason("VERSION_CONFLICT")
                        .setDomain("yuanliu.org")
                        .putAllMetadata(Map.of(
                                "identifier", "88.118.8/CONFLICT",
                                "detail0", "88.118.8/CONFLICT",
                                "detail1", "1",
                                "detail2", "5"))
                        .build());
    }

    @Test
    void usedRequestIdIsRefusedForAnotherChange() {
        plant.register(register()
                .setIdentifier("88.118.8/ID1")
                .addElements(element(1))
                .setRequestId("once")
                .build());
        var again = plant.register(register()
                .setIdentifier("88.118.8/ID1")
                .addElements(element(1))
                .setRequestId("once")
                .build());

        assertThat(again.getVersion()).isEqualTo(1);
        assertReason(
                Code.INVALID_ARGUMENT,
                "REQUEST_ID_REUSED",
                () -> plant.register(register()
                        .setIdentifier("88.118.8/ID2")
                        .addElements(element(1))
                        .setRequestId("once")
                        .build()));
    }

    @Test
    void whoeverClaimsWronglyIsRefusedEvenWhatIsOpenToAll() {
        for (var wrong : List.of(
                RawClient.basic("302%3A0.NA%2F88.118.8", Secret.utf8("guess")),
                RawClient.basic("302%3A0.NA%2F88.118.77", Secret.utf8("guess")),
                "Basic %%%",
                "Basic bm9uc2Vuc2U=",
                "Handle",
                "Handle sessionId=\"",
                "Bearer token",
                "x")) {
            var claiming = client.resolver().withInterceptors(RawClient.header(RawClient.AUTHORIZATION, wrong));

            var status = refusal(() -> claiming.resolve(resolve("88.118.8/X")));

            assertThat(status.getCode()).as(wrong).isEqualTo(Code.UNAUTHENTICATED_VALUE);
            assertThat(detail(status, ErrorInfo.class).getDomain()).isEqualTo("yuanliu.org");
        }
    }

    @Test
    void anonymousWritesAndOthersWritesAreRefused() {
        assertReason(
                Code.UNAUTHENTICATED,
                "AUTHENTICATION_NEEDED",
                () -> client.registry()
                        .register(register().addElements(element(1)).build()));
        assertReason(
                Code.PERMISSION_DENIED,
                "NOT_PERMITTED",
                () -> plant.admitPrefix(AdmitPrefixRequest.newBuilder()
                        .setPrefix("88.118.9")
                        .addElements(element(1))
                        .build()));
    }

    @Test
    void longestIdentifierComesBackWithinTheHeadersOfAnyClient() {
        for (var text : List.of("88.118.8/" + "x".repeat(2039), "88.118.8/" + "钢".repeat(679))) {
            var chinese = client.resolver().withInterceptors(RawClient.header(RawClient.ACCEPT_LANGUAGE, "zh"));

            var status = refusal(() -> chinese.resolve(resolve(text)));

            assertThat(detail(status, ErrorInfo.class).getReason()).isEqualTo("NOT_FOUND");
            assertThat(detail(status, ErrorInfo.class).getMetadataOrThrow("identifier"))
                    .endsWith("…");
        }
        assertBad(
                "identifier",
                "INVALID_IDENTIFIER",
                () -> client.resolver().resolve(resolve("88.118.8/" + "钢".repeat(680))));
    }

    @Test
    void messageAboveTheLimitIsRefused() {
        var request = register().addElements(element(1).setText("x".repeat(GrpcServer.MAX_MESSAGE_BYTES)));

        var status = catchThrowableOfType(StatusRuntimeException.class, () -> plant.register(request.build()));

        assertThat(status.getStatus().getCode().value()).isEqualTo(Code.RESOURCE_EXHAUSTED_VALUE);
        assertThat(detail(refusal(() -> client.resolver().resolve(resolve("88.118.8/x"))), ErrorInfo.class)
                        .getReason())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void messageAboveTheLimitWhenDecompressedIsRefused() {
        var request = register().addElements(element(1).setText("x".repeat(GrpcServer.MAX_MESSAGE_BYTES)));

        assertReason(
                Code.RESOURCE_EXHAUSTED,
                "TOO_LARGE",
                () -> plant.withCompression("gzip").register(request.build()));
    }

    @Test
    void recordAboveTheLimitIsRefused() {
        var request = register().addElements(element(1).setText("x".repeat(3 << 20)));

        assertReason(Code.RESOURCE_EXHAUSTED, "TOO_LARGE", () -> plant.register(request.build()));
    }

    @Test
    void damagedMessageIsCalledSo() {
        var status = refusal(() -> client.send(ResolverGrpc.getResolveMethod(), new byte[] {(byte) 0xFF, 1, 2}));

        assertThat(status.getCode()).isEqualTo(Code.INVALID_ARGUMENT_VALUE);
        assertThat(detail(status, ErrorInfo.class).getReason()).isEqualTo("MALFORMED_MESSAGE");
    }

    @Test
    void batchThatOutgrowsAnAnswerLosesOnlyWhatDoesNotFit() {
        var megabyte = element(1).setText("x".repeat(900_000));
        plant.register(
                register().setIdentifier("88.118.8/BIG").addElements(megabyte).build());

        var items = client.resolver()
                .batchResolve(BatchResolveRequest.newBuilder()
                        .addAllIdentifiers(Collections.nCopies(5, "88.118.8/BIG"))
                        .addIdentifiers("88.118.8/NONE")
                        .build())
                .getItemsList();

        assertThat(items).hasSize(6);
        assertThat(items.stream().filter(item -> item.hasRecord())).hasSize(3);
        assertThat(items.stream().filter(item -> item.getProblem().getCode() == Code.RESOURCE_EXHAUSTED_VALUE))
                .hasSize(2);
        assertThat(detail(items.get(5).getProblem(), ErrorInfo.class).getReason())
                .isEqualTo("NOT_FOUND");
    }

    private static void assertBad(String field, String reason, ThrowingCallable call) {
        var status = refusal(call);
        assertThat(status.getCode()).isEqualTo(Code.INVALID_ARGUMENT_VALUE);
        assertThat(detail(status, ErrorInfo.class).getReason()).isEqualTo(reason);
        assertThat(detail(status, BadRequest.class).getFieldViolationsList())
                .extracting(BadRequest.FieldViolation::getField)
                .containsExactly(field);
    }

    private static void assertBadElement(String field, Element.Builder wrong) {
        assertBad(
                field,
                wrong.getReferencesList().stream()
                                .anyMatch(r -> r.getIdentifier().equals("/"))
                        ? "INVALID_IDENTIFIER"
                        : "INVALID_ARGUMENT",
                () -> plant.register(
                        register().addElements(element(5)).addElements(wrong).build()));
    }

    private static void assertReason(Code code, String reason, ThrowingCallable call) {
        var status = refusal(call);
        assertThat(status.getCode()).isEqualTo(code.getNumber());
        assertThat(detail(status, ErrorInfo.class).getReason()).isEqualTo(reason);
    }

    private static Status refusal(ThrowingCallable call) {
        var thrown = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(thrown).isNotNull();
        return StatusProto.fromThrowable(thrown);
    }

    private static <D extends Message> D detail(Status status, Class<D> type) {
        for (Any any : status.getDetailsList()) {
            if (any.is(type)) {
                try {
                    return any.unpack(type);
                } catch (InvalidProtocolBufferException e) {
                    throw new AssertionError(e);
                }
            }
        }
        throw new AssertionError("no " + type.getSimpleName() + " in " + status);
    }

    private static ResolveRequest resolve(String identifier) {
        return ResolveRequest.newBuilder().setIdentifier(identifier).build();
    }

    private static RegisterRequest.Builder register() {
        return RegisterRequest.newBuilder().setIdentifier("88.118.8/E");
    }

    private static Element.Builder element(int index) {
        return Element.newBuilder().setIndex(index).setType("URL").setText("https://example.com/" + index);
    }
}
