package org.yuanliu.node.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import net.handle.hdllib.Common;
import net.handle.hdllib.Util;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Caller;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.wire.PublicKeyCodec;

class HeaderAuthTest {
    private static final Reference PUBLIC = Reference.known(300, "0.NA/88.118.8");
    private static final Reference SECRET = Reference.known(302, "0.NA/88.118.8");
    private static final Bytes CNONCE = Bytes.utf8("client nonce");
    private static final InetAddress SOURCE = InetAddress.getLoopbackAddress();

    private static NodeKey key;
    private static Proofs proofs;

    private final HandClock clock = new HandClock();
    private final HeaderAuth auth = new HeaderAuth(proofs, Runnable::run, 4, clock, new SecureRandom());

    @BeforeAll
    static void makeKeys() {
        key = NodeKey.generate(new SecureRandom());
        proofs = new Proofs(
                new Keys()
                        .with(PUBLIC, ElementType.HS_PUBKEY, PublicKeyCodec.write(key.publicKey()))
                        .with(SECRET, ElementType.HS_SECKEY, Bytes.utf8("pass:word 钢")),
                false);
    }

    @Test
    void nothingClaimedIsAnonymous() {
        assertThat(verdict(Optional.empty(), false)).isEqualTo(new Verdict.Known(Caller.anonymous(SOURCE)));
    }

    @Test
    void basicTakesThePercentEncodedIdentityAndTheSecret() {
        assertKnown(basic("302%3A0.NA%2F88.118.8:pass:word 钢"), SECRET);
        assertKnown(basic("302%3A0.na/88.118.8:pass:word 钢"), SECRET);
        assertRefused(basic("302%3A0.NA%2F88.118.8:wrong"), Reason.AUTHENTICATION_FAILED);
        assertRefused(basic("300%3A0.NA%2F88.118.8:pass:word 钢"), Reason.AUTHENTICATION_FAILED);
        assertRefused(basic("no colon"), Reason.INVALID_CREDENTIAL);
        assertRefused(basic("302%ZZ:secret"), Reason.INVALID_CREDENTIAL);
        assertRefused(basic("nobody:secret"), Reason.INVALID_REFERENCE);
    }

    @Test
    void nothingIsBelievedOnALineThatOthersRead() {
        assertThat(verdict(Optional.of(basic("302%3A0.NA%2F88.118.8:pass:word 钢")), false))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void unreadableHeadersAreRefused() {
        for (String header : List.of(
                "",
                "Basic",
                "Basic ###",
                "Bearer abc",
                "Handle",
                "Handle x",
                "Handle sessionId",
                "Handle sessionId=\"a",
                "Handle sessionId=\"a\" id=\"b\"",
                "Handle id=\"300:0.NA/88.118.8\"")) {
            assertRefused(header, Reason.INVALID_CREDENTIAL);
        }
    }

    @Test
    void signedNonceAuthenticatesTheSession() throws Exception {
        HeaderAuth.Opened session = auth.open();
        String bare = "Handle version=\"0\", sessionId=\"" + session.sessionId() + "\"";
        assertThat(verdict(Optional.of(bare), true)).isEqualTo(new Verdict.Known(Caller.anonymous(SOURCE)));

        assertKnown(signed(session, session.nonce()), PUBLIC);

        assertKnown(bare, PUBLIC);
        assertKnown("handle SESSIONID=" + session.sessionId(), PUBLIC);
    }

    @Test
    void signatureOverAnotherNonceAuthenticatesNothing() throws Exception {
        HeaderAuth.Opened session = auth.open();

        assertRefused(signed(session, Bytes.utf8("another nonce....")), Reason.AUTHENTICATION_FAILED);

        assertThat(verdict(Optional.of("Handle sessionId=\"" + session.sessionId() + "\""), true))
                .isEqualTo(new Verdict.Known(Caller.anonymous(SOURCE)));
    }

    @Test
    void secretProvesItselfByPbkdf2() throws Exception {
        HeaderAuth.Opened session = auth.open();
        byte[] data = session.nonce().concat(CNONCE).toArray();
        byte[] secret = "pass:word 钢".getBytes(StandardCharsets.UTF_8);
        Bytes encoded = Bytes.wrap(Util.doMac(Common.HASH_CODE_PBKDF2_HMAC_SHA1, data, secret));

        String header = "Handle sessionId=\"" + session.sessionId() + "\", id=\"302%3A0.NA/88.118.8\", "
                + "type=\"HS_SECKEY\", cnonce=\"" + base64(CNONCE) + "\", alg=\"PBKDF2WithHmacSHA1\", salt=\""
                + base64(encoded.slice(4, 20)) + "\", iterations=\"10000\", length=\"160\", signature=\""
                + base64(encoded.slice(32, encoded.length())) + "\"";

        assertKnown(header, SECRET);
        assertRefused(header.replace("10000", "100000000"), Reason.AUTHENTICATION_FAILED);
    }

    @Test
    void sessionEndsWhenItIsClosedOrIdle() throws Exception {
        HeaderAuth.Opened closed = auth.open();
        HeaderAuth.Opened idle = auth.open();
        Optional<String> header = Optional.of("Handle sessionId=\"" + closed.sessionId() + "\"");

        assertThat(auth.close(header)).isTrue();
        assertThat(auth.close(header)).isFalse();
        assertThat(auth.close(Optional.of("Basic abc"))).isFalse();
        assertThat(auth.close(Optional.empty())).isFalse();
        assertRefused(header.get(), Reason.AUTHENTICATION_NEEDED);

        clock.pass(HeaderAuth.LIFE.plus(Duration.ofMillis(1)));
        assertRefused("Handle sessionId=\"" + idle.sessionId() + "\"", Reason.AUTHENTICATION_NEEDED);
    }

    @Test
    void strangersCannotPushAnAuthenticatedSessionOut() throws Exception {
        HeaderAuth.Opened session = auth.open();
        verdict(Optional.of(signed(session, session.nonce())), true);

        for (int i = 0; i < 100; i++) {
            auth.open();
        }

        assertKnown("Handle sessionId=\"" + session.sessionId() + "\"", PUBLIC);
    }

    @Test
    void challengeOffersASessionAndAsksForASecretOnTrustedLinesOnly() {
        assertThat(auth.challenges(true)).hasSize(2).first().asString().startsWith("Handle sessionId=\"");
        assertThat(auth.challenges(false))
                .containsExactly("Handle error=\"it may only be sent over TLS or from this machine\"");
    }

    @Test
    void fullPoolIsSaidToBeBusy() {
        var busy = new HeaderAuth(
                proofs,
                task -> {
                    throw new RejectedExecutionException();
                },
                4,
                clock,
                new SecureRandom());
        List<Verdict> verdicts = new ArrayList<>();

        busy.identify(Optional.of(basic("302%3A0.NA%2F88.118.8:x")), true, SOURCE, verdicts::add);

        assertThat(verdicts)
                .singleElement()
                .satisfies(v ->
                        assertThat(((Verdict.Refused) v).problem().reason()).isEqualTo(Reason.TOO_BUSY));
    }

    private void assertKnown(String header, Reference identity) {
        assertThat(verdict(Optional.of(header), true))
                .isEqualTo(new Verdict.Known(new Caller(Optional.of(identity), SOURCE)));
    }

    private void assertRefused(String header, Reason reason) {
        assertThat(verdict(Optional.of(header), true))
                .as(header)
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.problem().reason()).isEqualTo(reason));
    }

    private Verdict verdict(Optional<String> header, boolean trusted) {
        List<Verdict> verdicts = new ArrayList<>();
        auth.identify(header, trusted, SOURCE, verdicts::add);
        assertThat(verdicts).hasSize(1);
        return verdicts.get(0);
    }

    private static String basic(String pair) {
        return "Basic " + base64(Bytes.utf8(pair));
    }

    private static String signed(HeaderAuth.Opened session, Bytes nonce) throws Exception {
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(key.privateKey());
        signer.update(nonce.toArray());
        signer.update(CNONCE.toArray());
        return "Handle sessionId=\"" + session.sessionId()
                + "\", id=\"300:0.NA/88.118.8\", type=\"HS_PUBKEY\", cnonce=\"" + base64(CNONCE)
                + "\", alg=\"SHA256\", signature=\"" + base64(Bytes.wrap(signer.sign())) + "\"";
    }

    private static String base64(Bytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.toArray());
    }
}
