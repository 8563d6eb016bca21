package org.yuanliu.node.auth;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.interfaces.DHPublicKey;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request.SetUpSession;
import org.yuanliu.model.Secret;
import org.yuanliu.wire.PublicKeyCodec;

/**
 * Agrees with a peer on the key of a session (wire reference, section 7). The node picks the cipher and always picks
 * AES; DES and its kin are only for clients before 2.4, which get no session. Thread-safe; takes milliseconds, so call it
 * on a worker.
 *
 * <pre>
 * mode 4     u4 cipher = 3 | DH_PUB_KEY of the node in the peer's group; key = first 32 bytes of the shared secret
 * mode 1, 3  RSA( u4 cipher = 3 | key ) under the peer's key, sent along or taken from a record
 * mode 2     RSA_PUB_KEY of the node, made for this alone; the peer encrypts a key and sends it by operation 402
 * </pre>
 *
 * DO-IRP 3.0 dropped all but mode 4, and the reference client 9.3.0 cannot finish the others on today's Java.
 */
public final class KeyExchange {
    private static final int MODE_CLIENT_KEY = 1;
    private static final int MODE_SERVER_KEY = 2;
    private static final int MODE_KEY_IN_RECORD = 3;
    private static final int MODE_DIFFIE_HELLMAN = 4;

    private static final int AES = 3;
    private static final int KEY_BYTES = 32;
    /** A larger group costs the node tens of milliseconds, and no client sends one. */
    private static final int MAX_GROUP_BITS = 4096;

    private final KeySource keys;
    private final SecureRandom random;
    private final KeyTransport transport;

    /**
     * What came of the first message.
     *
     * @param key empty if the peer will send it
     * @param reply what the peer needs to know the key too, or to send it
     */
    public record Agreed(Optional<Secret> key, Bytes reply) {}

    public KeyExchange(KeySource keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
        this.transport = new KeyTransport(random);
    }

    /** @throws MalformedMessage with {@link Reason#SESSION_FAILED} if the peer's key or mode cannot be used */
    public Agreed agree(SetUpSession request) throws MalformedMessage {
        try {
            return switch (request.mode()) {
                case MODE_CLIENT_KEY -> encrypt(read(request.publicKey()));
                case MODE_SERVER_KEY -> new Agreed(Optional.empty(), transport.publicKey());
                case MODE_KEY_IN_RECORD -> encrypt(read(find(request.exchangeKey())));
                case MODE_DIFFIE_HELLMAN -> diffieHellman(read(request.publicKey()));
                default -> throw failed("mode " + request.mode() + " is not known; 4 is Diffie-Hellman");
            };
        } catch (GeneralSecurityException e) {
            throw failed("the key cannot be used");
        }
    }

    /** The key that the peer sends in mode 2. If it sends none that can be read this gives one that nobody knows. */
    public Secret accept(Bytes encryptedSecret) {
        return transport.open(encryptedSecret);
    }

    private Agreed diffieHellman(PublicKey key) throws GeneralSecurityException, MalformedMessage {
        if (!(key instanceof DHPublicKey theirs)) {
            throw failed("mode 4 needs a Diffie-Hellman key");
        }
        if (theirs.getParams().getP().bitLength() > MAX_GROUP_BITS) {
            throw failed("the group has more than " + MAX_GROUP_BITS + " bits");
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("DH");
        generator.initialize(theirs.getParams(), random);
        KeyPair ours = generator.generateKeyPair();
        KeyAgreement agreement = KeyAgreement.getInstance("DH");
        agreement.init(ours.getPrivate());
        agreement.doPhase(theirs, true);
        Bytes reply = prefixed(PublicKeyCodec.write(ours.getPublic()).toArray());
        return agreed(shortened(agreement.generateSecret()), reply);
    }

    /** Drops leading zeros as long as 32 bytes remain, then keeps the first 32. */
    private static byte[] shortened(byte[] secret) {
        int from = 0;
        while (from + KEY_BYTES < secret.length && secret[from] == 0) {
            from++;
        }
        return Arrays.copyOfRange(secret, from, from + KEY_BYTES);
    }

    private Agreed encrypt(PublicKey key) throws GeneralSecurityException, MalformedMessage {
        if (!(key instanceof RSAPublicKey)) {
            throw failed("this mode needs an RSA key");
        }
        byte[] fresh = new byte[KEY_BYTES];
        random.nextBytes(fresh);
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, key, random);
        Bytes reply = Bytes.wrap(cipher.doFinal(prefixed(fresh).toArray()));
        return agreed(fresh, reply);
    }

    private static Agreed agreed(byte[] key, Bytes reply) {
        return new Agreed(Optional.of(new Secret(Bytes.wrap(key))), reply);
    }

    private Bytes find(Optional<Reference> where) throws MalformedMessage {
        return where.stream()
                .flatMap(reference -> keys.elements(reference).stream())
                .filter(e -> e.type().equals(ElementType.HS_PUBKEY))
                .findFirst()
                .map(Element::data)
                .orElseThrow(() -> failed("there is no public key where the request says"));
    }

    private static PublicKey read(Bytes key) throws MalformedMessage {
        try {
            return PublicKeyCodec.read(key);
        } catch (MalformedMessage e) {
            throw failed(e.problem().details().get(0));
        }
    }

    private static Bytes prefixed(byte[] key) {
        return Bytes.wrap(
                ByteBuffer.allocate(4 + key.length).putInt(AES).put(key).array());
    }

    private static MalformedMessage failed(String why) {
        return new MalformedMessage(Reason.SESSION_FAILED, why);
    }
}
