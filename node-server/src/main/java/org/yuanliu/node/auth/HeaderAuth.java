package org.yuanliu.node.auth;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Caller;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Secret;
import org.yuanliu.wire.Proof;
import org.yuanliu.wire.ProofCodec;

/**
 * Turns the {@code authorization} header of HTTP and gRPC into a caller (wire reference, section 13):
 *
 * <pre>
 * Basic base64(percent-encoded index:identifier ":" secret)
 * Handle sessionId="..", id="300:0.NA/88.118.8", type="HS_PUBKEY", cnonce="b64", alg="SHA256", signature="b64"
 * Handle version="0", sessionId=".."
 * </pre>
 *
 * The signature is over nonce and cnonce. For HS_SECKEY it is a MAC, with PBKDF2 the fields salt (base64), iterations and
 * length (bits) say how its key was made. Once a session is authenticated its id alone speaks for the identity.
 *
 * <p>Thread-safe and never blocking: what takes time runs on the workers. No verdict on a secret is kept between
 * requests, so a changed secret counts at once; comparing costs one look-up. Who wants less opens a session.
 */
public final class HeaderAuth {
    /** Idle life of a session. */
    public static final Duration LIFE = Duration.ofMinutes(30);

    private static final String TRUST_NEEDED = "it may only be sent over TLS or from this machine";
    private static final String REALM = "Basic realm=\"handle\"";
    private static final int NONCE_BYTES = 16;

    /** A session as its client sees it: the id to send with each request, the nonce to sign. */
    public record Opened(String sessionId, Bytes nonce) {}

    private static final class WebSession extends Lease {
        private final Bytes nonce;
        private volatile Optional<Reference> identity = Optional.empty();

        private WebSession(Bytes nonce, long nowMillis) {
            super(LIFE, nowMillis);
            this.nonce = nonce;
        }

        @Override
        boolean proven() {
            return identity.isPresent();
        }
    }

    private final Proofs proofs;
    private final WorkQueue work;
    private final Clock clock;
    private final SecureRandom random;
    private final Leases<String, WebSession> sessions;

    /**
     * @param workers bounded pool for what takes time
     * @param limit most sessions at a time
     */
    public HeaderAuth(Proofs proofs, Executor workers, int limit, Clock clock, SecureRandom random) {
        this.proofs = proofs;
        this.work = new WorkQueue(workers);
        this.clock = clock;
        this.random = random;
        this.sessions = new Leases<>(limit, clock);
    }

    /**
     * Finds out who asks. No header is an anonymous caller; a header that cannot be read or does not hold is refused.
     *
     * @param trustedLine whether the line is TLS or loopback; on others every claim is refused, as secrets would be read
     * @param reply called once, on this thread or on a worker's
     */
    public void identify(Optional<String> header, boolean trustedLine, InetAddress source, Consumer<Verdict> reply) {
        if (header.isEmpty()) {
            reply.accept(new Verdict.Known(Caller.anonymous(source)));
        } else if (!trustedLine) {
            reply.accept(refused(Reason.AUTHENTICATION_FAILED, TRUST_NEEDED));
        } else {
            try {
                identify(header.get(), source, reply);
            } catch (MalformedMessage e) {
                reply.accept(new Verdict.Refused(e.problem()));
            }
        }
    }

    private void identify(String header, InetAddress source, Consumer<Verdict> reply) throws MalformedMessage {
        String fields = behindScheme(header);
        if (scheme(header, "basic")) {
            basic(fields, source, reply);
        } else if (scheme(header, "handle")) {
            handle(HeaderFields.parse(fields), source, reply);
        } else {
            throw HeaderFields.unreadable("only the schemes Basic and Handle are known");
        }
    }

    private void basic(String encoded, InetAddress source, Consumer<Verdict> reply) throws MalformedMessage {
        String pair =
                HeaderFields.base64(encoded, "the pair of identity and secret").utf8();
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw HeaderFields.unreadable("right is base64 of 300%3A0.NA%2F88.118.8:secret");
        }
        Reference key = HeaderFields.reference(pair.substring(0, colon));
        Secret shown = Secret.utf8(pair.substring(colon + 1));
        check(() -> proofs.prove(key, shown), identity -> {}, source, reply);
    }

    private void handle(HeaderFields fields, InetAddress source, Consumer<Verdict> reply) throws MalformedMessage {
        Optional<WebSession> found = sessions.use(fields.need("sessionId"));
        if (found.isEmpty()) {
            reply.accept(refused(Reason.AUTHENTICATION_NEEDED));
            return;
        }
        WebSession session = found.get();
        if (fields.get("id").isEmpty()) {
            reply.accept(new Verdict.Known(new Caller(session.identity, source)));
            return;
        }
        Reference key = HeaderFields.reference(fields.need("id"));
        Proof proof = proof(fields);
        Bytes data = session.nonce.concat(fields.needBase64("cnonce"));
        check(
                () -> proofs.prove(key, proof, data),
                identity -> session.identity = Optional.of(identity),
                source,
                reply);
    }

    private static Proof proof(HeaderFields fields) throws MalformedMessage {
        String algorithm = fields.need("alg");
        Bytes value = fields.needBase64("signature");
        String type = fields.need("type");
        if (type.equalsIgnoreCase("HS_PUBKEY")) {
            return new Proof.Signature(algorithm, value);
        }
        if (!type.equalsIgnoreCase("HS_SECKEY")) {
            throw HeaderFields.unreadable("type is neither HS_PUBKEY nor HS_SECKEY");
        }
        return switch (algorithm.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "")) {
            case "SHA1", "SHA" -> new Proof.Mac(Proof.Mac.SHA1, value);
            case "SHA256" -> new Proof.Mac(Proof.Mac.SHA256, value);
            case "HMACSHA1" -> new Proof.Mac(Proof.Mac.HMAC_SHA1, value);
            case "HMACSHA256" -> new Proof.Mac(Proof.Mac.HMAC_SHA256, value);
            case "PBKDF2HMACSHA1", "PBKDF2WITHHMACSHA1" -> pbkdf2(fields, value);
            default -> throw HeaderFields.unreadable("alg " + algorithm + " is unknown");
        };
    }

    private static Proof pbkdf2(HeaderFields fields, Bytes mac) throws MalformedMessage {
        var unchecked = new Proof.Pbkdf2(
                fields.needBase64("salt"), fields.needInt("iterations"), fields.needInt("length"), mac);
        // Reading it back keeps the peer's numbers within bounds, as on the wire.
        return ProofCodec.read("HS_SECKEY", ProofCodec.write(unchecked));
    }

    private void check(
            Supplier<Finding> proof, Consumer<Reference> proven, InetAddress source, Consumer<Verdict> reply) {
        work.run(
                source,
                proof,
                finding -> {
                    if (finding instanceof Finding.Proven found) {
                        proven.accept(found.identity());
                        reply.accept(new Verdict.Known(new Caller(Optional.of(found.identity()), source)));
                    } else if (finding instanceof Finding.Failed failed) {
                        reply.accept(new Verdict.Refused(failed.problem()));
                    }
                },
                problem -> reply.accept(new Verdict.Refused(problem)));
    }

    /** Opens a session, not yet authenticated. Where too many are open one that was idle long ends, unproven ones first. */
    public Opened open() {
        Bytes nonce = random(NONCE_BYTES);
        // Whoever knows the id has the session's rights, so it is as long as a key.
        String id = HexFormat.of().formatHex(random(NONCE_BYTES).toArray());
        sessions.add(id, new WebSession(nonce, clock.millis()));
        return new Opened(id, nonce);
    }

    private Bytes random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    /** Ends the session that the header names; false if there is none. */
    public boolean close(Optional<String> header) {
        try {
            return header.isPresent()
                    && scheme(header.get(), "handle")
                    && sessions.remove(
                            HeaderFields.parse(behindScheme(header.get())).need("sessionId"));
        } catch (MalformedMessage e) {
            return false;
        }
    }

    /**
     * The {@code WWW-Authenticate} texts that go with an answer of status 401, one header each. On a trusted line a
     * session is opened for it; on others nobody is asked for a secret, as a browser would send it for all to read.
     */
    public List<String> challenges(boolean trustedLine) {
        if (!trustedLine) {
            return List.of("Handle error=\"" + TRUST_NEEDED + "\"");
        }
        Opened session = open();
        String nonce = Base64.getEncoder().encodeToString(session.nonce().toArray());
        return List.of("Handle sessionId=\"" + session.sessionId() + "\", nonce=\"" + nonce + "\"", REALM);
    }

    private static boolean scheme(String header, String name) {
        return header.strip().toLowerCase(Locale.ROOT).startsWith(name + " ");
    }

    private static String behindScheme(String header) {
        String text = header.strip();
        return text.substring(text.indexOf(' ') + 1).strip();
    }

    private static Verdict refused(Reason reason, String... details) {
        return new Verdict.Refused(Problem.of(reason, details));
    }
}
