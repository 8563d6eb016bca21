package org.yuanliu.node.auth;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Secret;

/**
 * A session of the Handle protocol: a key that both sides know, and whom it speaks for once that is proven (wire
 * reference, sections 7 and 9). Messages carry an HMAC-SHA256 under the whole key; encrypted ones are AES/CBC/PKCS5 under
 * its first 16 bytes:
 *
 * <pre>
 * 0              16
 * | random IV    | cipher text of header, body and credential |
 * </pre>
 *
 * Thread-safe; all of it is cheap enough for an event loop.
 */
public final class Session extends Lease {
    private static final int IV_BYTES = 16;
    private static final int CIPHER_KEY_BYTES = 16;
    private static final String CIPHER = "AES/CBC/PKCS5Padding";

    private final int id;
    private final Optional<Reference> claimed;
    private final SecretKeySpec macKey;
    private final SecretKeySpec cipherKey;
    private final SecureRandom random;
    private final ReplayWindow received = new ReplayWindow();
    private final AtomicInteger sent = new AtomicInteger();
    private volatile Optional<Reference> identity = Optional.empty();

    Session(int id, Secret key, Optional<Reference> claimed, Duration idle, long nowMillis, SecureRandom random) {
        super(idle, nowMillis);
        byte[] bytes = key.bytes().toArray();
        this.id = id;
        this.claimed = claimed;
        this.macKey = new SecretKeySpec(bytes, "HmacSHA256");
        this.cipherKey = new SecretKeySpec(bytes, 0, CIPHER_KEY_BYTES, "AES");
        this.random = random;
    }

    public int id() {
        return id;
    }

    /** Whom messages of this session speak for; empty as long as nobody has proven to be there. */
    public Optional<Reference> identity() {
        return identity;
    }

    /**
     * The peer has proven this identity in answer to a challenge. It is kept only if the session was set up in its name:
     * a session that was not stays without identity, and each request in it is challenged anew (as in the reference).
     *
     * @param answered the reference as the peer wrote it, possibly with index 0
     */
    public void prove(Reference answered, Reference proven) {
        if (claimed.filter(answered::equals).isPresent()) {
            identity = Optional.of(proven);
        }
    }

    @Override
    boolean proven() {
        return identity.isPresent();
    }

    /** Whether a message with this counter is new; asked once for each message whose MAC is right. */
    public boolean admit(int counter) {
        return received.admit(counter);
    }

    /** The counter of the next message that this side sends, from 1. */
    public int nextCounter() {
        return sent.incrementAndGet();
    }

    public Bytes mac(Bytes message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(macKey);
            return Bytes.wrap(mac.doFinal(message.toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }

    public boolean macFits(Bytes message, Bytes mac) {
        return MessageDigest.isEqual(mac(message).toArray(), mac.toArray());
    }

    public Bytes encrypt(Bytes plain) {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, cipherKey, new IvParameterSpec(iv));
            return Bytes.wrap(iv).concat(Bytes.wrap(cipher.doFinal(plain.toArray())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + CIPHER, e);
        }
    }

    /** @throws MalformedMessage with {@link Reason#INVALID_SESSION_KEY} if it was not encrypted with this key */
    public Bytes decrypt(Bytes encrypted) throws MalformedMessage {
        if (encrypted.length() < IV_BYTES) {
            throw undecipherable();
        }
        byte[] bytes = encrypted.toArray();
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.DECRYPT_MODE, cipherKey, new IvParameterSpec(bytes, 0, IV_BYTES));
            return Bytes.wrap(cipher.doFinal(bytes, IV_BYTES, bytes.length - IV_BYTES));
        } catch (GeneralSecurityException e) {
            throw undecipherable();
        }
    }

    private static MalformedMessage undecipherable() {
        return new MalformedMessage(Reason.INVALID_SESSION_KEY, "the message was not encrypted with it");
    }
}
