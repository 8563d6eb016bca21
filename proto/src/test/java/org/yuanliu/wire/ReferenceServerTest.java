package org.yuanliu.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yuanliu.wire.ReferenceClientTest.body;
import static org.yuanliu.wire.ReferenceClientTest.bytes;
import static org.yuanliu.wire.ReferenceClientTest.decode;
import static org.yuanliu.wire.ReferenceClientTest.elements;
import static org.yuanliu.wire.ReferenceClientTest.utf8;
import static org.yuanliu.wire.ReferenceClientTest.values;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import net.handle.hdllib.AbstractMessage;
import net.handle.hdllib.AbstractResponse;
import net.handle.hdllib.AdminRecord;
import net.handle.hdllib.ChallengeAnswerRequest;
import net.handle.hdllib.ChallengeResponse;
import net.handle.hdllib.CreateHandleResponse;
import net.handle.hdllib.Encoder;
import net.handle.hdllib.ErrorResponse;
import net.handle.hdllib.GenericResponse;
import net.handle.hdllib.GetSiteInfoResponse;
import net.handle.hdllib.HandleValue;
import net.handle.hdllib.ListHandlesResponse;
import net.handle.hdllib.ListNAsResponse;
import net.handle.hdllib.PublicKeyAuthenticationInfo;
import net.handle.hdllib.ResolutionRequest;
import net.handle.hdllib.ResolutionResponse;
import net.handle.hdllib.SecretKeyAuthenticationInfo;
import net.handle.hdllib.ServerInfo;
import net.handle.hdllib.ServiceReferralResponse;
import net.handle.hdllib.SessionSetupResponse;
import net.handle.hdllib.SiteInfo;
import net.handle.hdllib.Util;
import net.handle.hdllib.ValueReference;
import net.handle.hdllib.VerifyAuthResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yuanliu.model.Admin;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.model.Rights;

/** Responses, element data and everything signed, against the reference software in both directions. */
class ReferenceServerTest {
    private static final byte[] X = utf8("88.118.8/X");
    private static final byte[] BLOB = {9, 8, 7, 6, 5};
    private static final byte[] SECRET = utf8("open sesame");
    private static final Identifier OUR_X = Identifier.known("88.118.8/X");

    static Stream<Object[]> pairs() throws Exception {
        byte[][] names = {X, utf8("88.118.8/Y")};
        List<Identifier> ourNames = List.of(OUR_X, Identifier.known("88.118.8/Y"));
        ListHandlesResponse handles = new ListHandlesResponse();
        handles.handles = names;
        ListNAsResponse prefixes = new ListNAsResponse();
        prefixes.handles = names;
        HandleValue[] values = values();
        byte[][] encoded = Encoder.encodeHandleValues(values);
        Elements elements = Elements.of(elements());
        return Stream.of(
                pair(new ResolutionResponse(X, encoded), new Response.Resolved(OUR_X, elements)),
                pair(new ErrorResponse(1, 100, null), new Response.Failure(100, "", List.of())),
                pair(new ErrorResponse(100, 202, utf8("bad")), new Response.Failure(202, "bad", List.of())),
                pair(new CreateHandleResponse(X), new Response.Created(Optional.of(OUR_X))),
                pair(new GenericResponse(101, 1), new Response.Empty()),
                pair(new GenericResponse(102, 1), new Response.Empty()),
                pair(new GenericResponse(103, 1), new Response.Empty()),
                pair(new GenericResponse(104, 1), new Response.Empty()),
                pair(new GenericResponse(300, 1), new Response.Empty()),
                pair(new GenericResponse(301, 1), new Response.Empty()),
                pair(new GenericResponse(401, 1), new Response.Empty()),
                pair(new GenericResponse(402, 1), new Response.Empty()),
                pair(handles, new Response.Names(ourNames)),
                pair(prefixes, new Response.Names(ourNames)),
                pair(new VerifyAuthResponse(true), new Response.Verified(true)),
                pair(new VerifyAuthResponse(false), new Response.Verified(false)),
                pair(new SessionSetupResponse(4, BLOB), new Response.SessionReady(4, Bytes.wrap(BLOB))),
                pair(
                        new ServiceReferralResponse(302, X, null),
                        new Response.Referral(302, Optional.of(OUR_X), Elements.NONE)),
                pair(
                        new ServiceReferralResponse(303, new byte[0], encoded),
                        new Response.Referral(303, Optional.empty(), elements)),
                pair(
                        new GetSiteInfoResponse(Encoder.decodeSiteInfoRecord(site().toArray(), 0)),
                        new Response.SiteData(site())));
    }

    private static Object[] pair(AbstractResponse theirs, Response ours) {
        return new Object[] {theirs, ours};
    }

    private static Bytes site() {
        return Vector.bytes("v13-site-data");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void responseOfTheReferenceServerIsRead(AbstractResponse theirs, Response expected) throws Exception {
        Message received = MessageCodec.read(bytes(theirs));

        assertThat(ResponseCodec.read(received)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void responseOfOursIsReadByTheReferenceClient(AbstractResponse expected, Response ours) throws Exception {
        RequestDigest digest = new RequestDigest(RequestDigest.Algorithm.SHA256, Bytes.wrap(new byte[32]));
        for (boolean digested : new boolean[] {false, true}) {
            ResponseFrame plain = frame(expected.opCode);
            Message sent = ResponseCodec.write(digested ? plain.with(digest) : plain, ours);

            AbstractMessage received = decode(sent.bytes());
            boolean read = received.returnRequestDigest;
            received.returnRequestDigest = false;

            assertThat(read).isEqualTo(digested);
            assertThat(received.responseCode).isEqualTo(expected.responseCode);
            assertThat(body(received)).isEqualTo(body(expected));
        }
    }

    private static ResponseFrame frame(int opCode) {
        Header asked = Header.ofRequest(OpFlags.CLIENT_DEFAULT, 0).withOp(opCode);
        return ResponseFrame.to(Envelope.ofRequest(0, 17), asked, 1, 2_000_000_000);
    }

    @Test
    void indexesAtFaultDoNotDisturbTheReferenceClient() throws Exception {
        Message sent = ResponseCodec.write(frame(102), new Response.Failure(202, "bad", List.of(3, 7)));

        ErrorResponse received = (ErrorResponse) decode(sent.bytes());

        assertThat(received.message).isEqualTo(utf8("bad"));
        assertThat(received.responseCode).isEqualTo(202);
    }

    @Test
    void frameOfAnAnswerIsThatOfTheReference() throws Exception {
        ResolutionRequest theirs = new ResolutionRequest(X, null, null, null);
        theirs.requestId = 17;
        theirs.recursionCount = 3;
        theirs.returnRequestDigest = true;
        Message request = MessageCodec.read(bytes(theirs));
        Message expected = MessageCodec.read(bytes(new ErrorResponse(theirs, 100, null)));

        Message answer = ResponseCodec.write(
                ResponseFrame.to(request, 1, 2_000_000_000)
                        .without(OpFlags.AUTHORITATIVE)
                        .with(RequestDigest.of(RequestDigest.Algorithm.SHA256, request)),
                new Response.Failure(100, "", List.of()));

        assertThat(answer.header().flags()).isEqualTo(expected.header().flags());
        assertThat(answer.header().recursionCount()).isEqualTo(expected.header().recursionCount());
        assertThat(answer.body()).isEqualTo(expected.body());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void challengeOfOursIsAnsweredByTheReferenceClient(boolean secret) throws Exception {
        KeyPair pair = rsa();
        ResolutionRequest theirs = new ResolutionRequest(X, null, null, null);
        Message request = MessageCodec.read(bytes(theirs));
        RequestDigest digest = RequestDigest.of(RequestDigest.Algorithm.SHA256, request);
        Bytes nonce = Bytes.hex("000102030405060708090a0b0c0d0e0f");
        Message challenge = ResponseCodec.write(
                ResponseFrame.to(request, 1, 2_000_000_000).inSession(77).with(digest),
                new Response.ChallengeIssued(nonce));

        ChallengeResponse received = (ChallengeResponse) decode(challenge.bytes());
        var login = secret
                ? new SecretKeyAuthenticationInfo(utf8("88.118.8/admin"), 300, SECRET)
                : new PublicKeyAuthenticationInfo(utf8("88.118.8/admin"), 300, pair.getPrivate());
        Message answered = MessageCodec.read(bytes(new ChallengeAnswerRequest(theirs, received, login)));
        Request.AnswerChallenge answer = (Request.AnswerChallenge) RequestCodec.read(answered);
        Proof proof = ProofCodec.read(answer.authType(), answer.answer());

        Bytes proven = nonce.concat(digest.value());
        assertThat(answered.envelope().sessionId()).isEqualTo(77);
        assertThat(answer.key()).isEqualTo(Reference.known(300, "88.118.8/admin"));
        assertThat(ProofCodec.write(proof)).isEqualTo(answer.answer());
        assertThat(secret ? fits((Proof.Pbkdf2) proof, proven) : fits((Proof.Signature) proof, pair, proven))
                .isTrue();
    }

    private static boolean fits(Proof.Signature proof, KeyPair pair, Bytes proven) throws Exception {
        Signature check = Signature.getInstance("SHA256withRSA");
        check.initVerify(pair.getPublic());
        check.update(proven.toArray());
        return proof.digest().equals("SHA-256") && check.verify(proof.value().toArray());
    }

    private static boolean fits(Proof.Pbkdf2 proof, Bytes proven) throws Exception {
        var spec = new PBEKeySpec(
                new String(SECRET, StandardCharsets.ISO_8859_1).toCharArray(),
                proof.salt().toArray(),
                proof.iterations(),
                proof.keyBits());
        byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1")
                .generateSecret(spec)
                .getEncoded();
        return Arrays.equals(hmac("HmacSHA1", key, proven), proof.mac().toArray());
    }

    private static byte[] hmac(String algorithm, byte[] key, Bytes data) throws Exception {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        return mac.doFinal(data.toArray());
    }

    @Test
    void macOfTheReferenceClientIsOverOurSignedBytes() throws Exception {
        ResolutionRequest theirs = inSession(new ResolutionRequest(X, null, null, null));
        bytes(theirs);
        theirs.signMessage(SECRET);

        Message received = MessageCodec.read(bytes(theirs));
        Credential credential = received.credential().orElseThrow();

        assertThat(credential.counter()).isEqualTo(4);
        assertThat(credential.type()).isEqualTo(Credential.MAC);
        assertThat(hmac("HmacSHA256", SECRET, SignedBytes.of(received, 4)))
                .isEqualTo(credential.value().toArray());
    }

    private static ResolutionRequest inSession(ResolutionRequest request) {
        request.sessionId = 5;
        request.requestId = 9;
        request.sessionCounter = 4;
        return request;
    }

    @Test
    void macOfOursIsAcceptedByTheReferenceClient() throws Exception {
        Message plain = ResponseCodec.write(frame(101).inSession(5), new Response.Empty());
        Bytes mac = Bytes.wrap(hmac("HmacSHA256", SECRET, SignedBytes.of(plain, 4)));

        AbstractMessage received = decode(plain.with(Credential.mac(4, mac)).bytes());

        assertThat(received.verifyMessage(SECRET)).isTrue();
        assertThat(received.verifyMessage(utf8("other"))).isFalse();
    }

    @Test
    void signatureOfOursIsAcceptedByTheReferenceClient() throws Exception {
        KeyPair pair = rsa();
        Message plain = ResponseCodec.write(frame(1), new Response.Resolved(OUR_X, Elements.of(elements())));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        signature.update(SignedBytes.of(plain, 0).toArray());
        Credential credential = Credential.signed(0, "SHA-256", Bytes.wrap(signature.sign()));

        AbstractMessage received = decode(plain.with(credential).bytes());

        assertThat(received.verifyMessage(pair.getPublic())).isTrue();
        assertThat(received.verifyMessage(rsa().getPublic())).isFalse();
    }

    @Test
    void keyIsReadByBoth() throws Exception {
        PublicKey key = rsa().getPublic();

        assertThat(PublicKeyCodec.write(key)).isEqualTo(Bytes.wrap(Util.getBytesFromPublicKey(key)));
        assertThat(Util.getPublicKeyFromBytes(PublicKeyCodec.write(key).toArray(), 0))
                .isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DSA", "DH"})
    void keyOfTheReferenceIsReadAndWrittenAgain(String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(1024);
        Bytes theirs = Bytes.wrap(
                Util.getBytesFromPublicKey(generator.generateKeyPair().getPublic()));

        assertThat(PublicKeyCodec.write(PublicKeyCodec.read(theirs))).isEqualTo(theirs);
    }

    private static KeyPair rsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    @Test
    void administratorIsReadByBoth() throws Exception {
        AdminRecord theirs =
                new AdminRecord(X, 300, true, false, true, false, true, false, true, false, true, false, true, false);
        Bytes bytes = Bytes.wrap(Encoder.encodeAdminRecord(theirs));

        Admin ours = AdminCodec.read(bytes);

        assertThat(AdminCodec.write(ours)).isEqualTo(bytes);
        assertThat(ours.administrator()).isEqualTo(new Reference(OUR_X, 300));
        assertThat(ours.rights())
                .isEqualTo(new Rights(Rights.ADD_IDENTIFIER
                        | Rights.ADD_DERIVED_PREFIX
                        | Rights.MODIFY_ELEMENT
                        | Rights.ADD_ELEMENT
                        | Rights.REMOVE_ADMIN
                        | Rights.READ));
    }

    @Test
    void groupAndSiteAreReadByBoth() throws Exception {
        ValueReference[] theirs = {new ValueReference(X, 300), new ValueReference(X, 0)};
        Bytes group = Bytes.wrap(Encoder.encodeValueReferenceList(theirs));
        SiteInfo site = Encoder.decodeSiteInfoRecord(site().toArray(), 0);

        assertThat(GroupCodec.write(GroupCodec.read(group))).isEqualTo(group);
        assertThat(SiteCodec.write(SiteCodec.read(Bytes.wrap(Encoder.encodeSiteInfoRecord(site)))))
                .isEqualTo(site());
    }

    @Test
    void serverIsChosenAsByTheReferenceClient() throws Exception {
        SiteInfo site = Encoder.decodeSiteInfoRecord(site().toArray(), 0);
        site.servers = new ServerInfo[7];
        for (byte option : new byte[] {0, 1, 2}) {
            site.hashOption = option;
            for (int i = 0; i < 200; i++) {
                Identifier identifier = Identifier.known("88.118." + i % 9 + "/Coil-\u6e90-" + i);

                assertThat(ServerChoice.index(identifier, option, 7))
                        .isEqualTo(site.determineServerNum(identifier.bytes().toArray()));
            }
        }
    }
}
