package org.yuanliu.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yuanliu.model.Admin;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Rights;
import org.yuanliu.model.Ttl;

class ResponseVectorsTest {
    private static final int WRITTEN = 1_700_000_000;
    private static final Identifier X = Identifier.known("88.118.8/X");
    private static final Bytes NONCE = Bytes.hex("000102030405060708090a0b0c0d0e0f");

    private static final Map<String, Response> EXACT = Map.ofEntries(
            Map.entry(
                    "v03-resolved",
                    new Response.Resolved(
                            Identifier.known("88.118.8/STEEL-COIL-001"),
                            Elements.of(List.of(
                                    Element.of(1, "URL", "https://example.org/coil/1")
                                            .writtenAt(WRITTEN),
                                    admin("0.NA/88.118.8"))))),
            Map.entry("v04-not-found", new Response.Failure(100, "", List.of())),
            Map.entry("v05-invalid-value", new Response.Failure(202, "bad", List.of())),
            Map.entry("v10-challenge-sha1", new Response.ChallengeIssued(NONCE)),
            Map.entry(
                    "l01-resolved",
                    new Response.Resolved(
                            Identifier.known("88.118.8/Coil-7"),
                            Elements.of(List.of(
                                    Element.of(1, "URL", "https://example.org/steel/coil/7")
                                            .writtenAt(WRITTEN),
                                    new Element(
                                            2,
                                            WRITTEN,
                                            new Ttl(false, 86400),
                                            Permissions.DEFAULT,
                                            new ElementType("DESC"),
                                            Bytes.utf8(
                                                    "{\"name\":\"cold rolled coil\",\"grade\":\"DC01\",\"batch\":7}"),
                                            List.of()),
                                    admin("88.118.8/ADMIN"))))),
            Map.entry("l03-not-found", new Response.Failure(100, "", List.of())),
            Map.entry("l04-foreign-prefix", new Response.Failure(301, "That prefix doesn't live here", List.of())),
            Map.entry("l06-challenge", new Response.ChallengeIssued(Bytes.hex("465583a2ad6abcb88b20a3c86243ed07"))),
            Map.entry(
                    "l07-unknown-operation",
                    new Response.Failure(2, "Server error processing request, see server logs", List.of())),
            Map.entry("n07-login-challenge", new Response.ChallengeIssued(NONCE)),
            Map.entry("w20-site", new Response.SiteData(Vector.bytes("v13-site-data"))),
            Map.entry("w21-created", new Response.Created(Optional.of(X))),
            Map.entry("w22-created-silently", new Response.Created(Optional.empty())),
            Map.entry("w23-deleted", new Response.Empty()),
            Map.entry("w24-names-continued", new Response.Names(List.of(X, Identifier.known("88.118.8/Y")))),
            Map.entry("w25-verified", new Response.Verified(true)),
            Map.entry("w26-session-ready", new Response.SessionReady(4, Bytes.hex("00000003" + "e5".repeat(8)))),
            Map.entry("w27-refused-indexes", new Response.Failure(202, "bad", List.of(3, 7))),
            Map.entry(
                    "w28-prefix-referral",
                    new Response.Referral(
                            Response.Referral.PREFIX, Optional.of(Identifier.known("0.NA/88.118")), Elements.NONE)),
            Map.entry(
                    "w29-service-referral",
                    new Response.Referral(
                            Response.Referral.SERVICE,
                            Optional.empty(),
                            Elements.of(List.of(
                                    Element.of(4, "HS_SERV", "88.118.8/SITE").writtenAt(WRITTEN))))));

    private static Element admin(String identifier) {
        return Element.of(
                        100,
                        ElementType.HS_ADMIN,
                        AdminCodec.write(new Admin(Rights.ALL, Reference.known(300, identifier))))
                .writtenAt(WRITTEN);
    }

    @ParameterizedTest
    @MethodSource("exact")
    void vectorIsReadAndWrittenAgain(String name, Response expected) throws Exception {
        Message message = Vector.message(name);

        Response response = ResponseCodec.read(message);
        ResponseFrame frame = new ResponseFrame(message.envelope(), message.header(), ResponseCodec.digest(message));
        Message written = ResponseCodec.write(frame, response);

        assertThat(response).isEqualTo(expected);
        assertThat(written.bytes()).isEqualTo(message.bytes());
        assertThat(written.envelope()).isEqualTo(message.envelope());
        assertThat(written.header()).isEqualTo(message.header());
    }

    static Stream<Object[]> exact() {
        return EXACT.entrySet().stream().map(e -> new Object[] {e.getKey(), e.getValue()});
    }

    @Test
    void everyResponseHasAVector() {
        var covered = EXACT.values().stream().map(Object::getClass).collect(Collectors.toSet());
        covered.add(Response.Other.class);

        assertThat(Arrays.stream(Response.class.getPermittedSubclasses())).allMatch(covered::contains);
    }

    @Test
    void challengeRepeatsTheDigestOfItsRequest() throws Exception {
        Message create = Vector.message("v06-create");
        Message challenge = Vector.message("v10-challenge-sha1");
        Message login = Vector.message("n06-login");
        Message loginChallenge = Vector.message("n07-login-challenge");

        assertThat(ResponseCodec.digest(challenge)).contains(RequestDigest.of(RequestDigest.Algorithm.SHA1, create));
        assertThat(ResponseCodec.digest(loginChallenge))
                .contains(RequestDigest.of(RequestDigest.Algorithm.SHA256, login));
    }

    @Test
    void answerIsWhatTheReferenceServerGives() throws Exception {
        Message request = Vector.message("l01-resolve");
        Message expected = Vector.message("l01-resolved");

        Message answer = ResponseCodec.write(
                ResponseFrame.to(request, 1, expected.header().expiration()), ResponseCodec.read(expected));

        assertThat(answer.bytes()).isEqualTo(expected.bytes());
    }

    @Test
    void keepConnectionIsNotRepeated() throws Exception {
        Message request = Vector.message("l02-resolve-keep-connection");

        ResponseFrame frame = ResponseFrame.to(request, 1, 0);

        assertThat(frame.header().flags()).isEqualTo(0x99000000);
    }

    @Test
    void challengeHasTheFlagsOfTheReferenceServer() throws Exception {
        Message challenge = Vector.message("l06-challenge");
        Header asked = Header.ofRequest(OpFlags.CLIENT_DEFAULT & ~OpFlags.PUBLIC_ONLY, 0)
                .withOp(1);

        ResponseFrame frame = ResponseFrame.to(
                        Envelope.ofRequest(0, 1), asked, 1, challenge.header().expiration())
                .inSession(1)
                .with(ResponseCodec.digest(challenge).orElseThrow());

        assertThat(ResponseCodec.write(frame, ResponseCodec.read(challenge)).bytes())
                .isEqualTo(challenge.bytes());
    }

    @Test
    void trustedQueryFlagIsEchoed() {
        assertThat(OpFlags.answering(OpFlags.TRUSTED_QUERY | OpFlags.PASS_IDENTITY | OpFlags.OVERWRITE))
                .isEqualTo(OpFlags.AUTHORITATIVE | OpFlags.RECURSIVE | OpFlags.TRUSTED_QUERY);
    }

    @Test
    void unreadableMessageIsAnsweredWithItsRequestIdAndNoOperation() throws Exception {
        ResponseFrame frame = ResponseFrame.unread(Envelope.ofRequest(0, 77), 1, 0);
        Problem problem = Problem.of(Reason.MALFORMED_MESSAGE, "it is odd");

        Message answer = ResponseCodec.write(frame, Response.Failure.of(problem));

        assertThat(answer.envelope().requestId()).isEqualTo(77);
        assertThat(answer.header().opCode()).isZero();
        assertThat(ResponseCodec.read(answer))
                .isEqualTo(new Response.Failure(4, "The message cannot be read: it is odd.", List.of()));
    }

    @ParameterizedTest
    @CsvSource({"4, 7, 303", "4, 202, 201", "4, 100, 100", "5, 7, 7", "5, 202, 202", "11, 303, 303"})
    void oldPeersGetTheCodesTheyKnow(int minor, int code, int onTheWire) throws Exception {
        ProtocolVersion version = new ProtocolVersion(2, minor);
        Envelope asked = new Envelope(version, version, 0, 0, 1, 0, 0);

        Message answer =
                ResponseCodec.write(ResponseFrame.unread(asked, 1, 0), new Response.Failure(code, "no", List.of()));

        assertThat(answer.header().responseCode()).isEqualTo(onTheWire);
        assertThat(answer.envelope().version()).isEqualTo(version);
    }

    @Test
    void codeOfAnOldServerThatMeansBackupIsNoReferral() throws Exception {
        ProtocolVersion old = new ProtocolVersion(2, 4);
        ResponseFrame frame = ResponseFrame.unread(new Envelope(old, old, 0, 0, 1, 0, 0), 1, 0);
        Response backup = new Response.Failure(7, "no", List.of());

        assertThat(ResponseCodec.read(ResponseCodec.write(frame, backup))).isEqualTo(backup);
    }
}
