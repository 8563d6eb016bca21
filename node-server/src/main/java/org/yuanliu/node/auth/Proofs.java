package org.yuanliu.node.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Secret;
import org.yuanliu.wire.Proof;
import org.yuanliu.wire.PublicKeyCodec;

/**
 * Checks proofs of identity against the keys in records (wire reference, section 8). Thread-safe. Looks keys up and
 * calculates for milliseconds: call it on a worker. No verdict is kept, so a changed key counts at once.
 *
 * <p>What is accepted: signatures with SHA-256; MACs H(k, d, k) with SHA-256, HMAC-SHA1, HMAC-SHA256, PBKDF2. Signatures
 * and H(k, d, k) with SHA-1 only where the operator switched old digests on. MD5 never. (HMAC-SHA1, also inside PBKDF2,
 * is not touched by what is wrong with SHA-1, and is all that the clients in use can do with a secret.)
 *
 * <p>Whatever is wrong is AUTHENTICATION_FAILED (403), as in the reference and as national clients demand: a missing
 * record, a missing or unusable key and a wrong answer; a proof that cannot be read is refused where it is read.
 */
public final class Proofs {
    /** With index 0 every public key of the record is tried, but a record may hold thousands. */
    private static final int MOST_KEYS = 16;

    private final KeySource keys;
    private final boolean oldDigests;

    /** @param oldDigests whether SHA-1 is accepted where clients before 2.7, or DSA clients before 2.11, need it */
    public Proofs(KeySource keys, boolean oldDigests) {
        this.keys = keys;
        this.oldDigests = oldDigests;
    }

    /**
     * Whether the proof shows that the peer holds the key.
     *
     * @param key of a public key index 0 means any in the record; of a secret the index must be given
     * @param data what was proven over: nonce and request digest, or nonce and the client's nonce
     */
    public Finding prove(Reference key, Proof proof, Bytes data) {
        return proof instanceof Proof.Signature signature
                ? prove(key, signature, data)
                : secret(key)
                        .map(secret -> found(key, fits(secret, proof, data)))
                        .orElse(noSecret(key));
    }

    /** Whether the peer knows the secret, which it has shown. */
    public Finding prove(Reference key, Secret shown) {
        return secret(key)
                .map(secret -> found(key, same(secret.bytes(), shown.bytes().toArray())))
                .orElse(noSecret(key));
    }

    private Finding prove(Reference key, Proof.Signature proof, Bytes data) {
        Optional<String> digest = digest(proof.digest());
        if (digest.isEmpty()) {
            return Finding.failed("signatures with " + proof.digest() + " are not accepted");
        }
        List<Element> candidates = keys.elements(key).stream()
                .filter(e -> e.type().equals(ElementType.HS_PUBKEY))
                .limit(MOST_KEYS)
                .toList();
        for (Element candidate : candidates) {
            if (verifies(candidate.data(), digest.get(), data, proof.value())) {
                return new Finding.Proven(new Reference(key.identifier(), candidate.index()));
            }
        }
        return Finding.failed(candidates.isEmpty() ? "there is no public key " + key : "it was not made with " + key);
    }

    private Optional<String> digest(String name) {
        return switch (name.toUpperCase(Locale.ROOT).replace("-", "")) {
            case "SHA256" -> Optional.of("SHA256");
            case "SHA1", "SHA" -> oldDigests ? Optional.of("SHA1") : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean verifies(Bytes publicKey, String digest, Bytes data, Bytes signature) {
        try {
            PublicKey key = PublicKeyCodec.read(publicKey);
            Signature verifier = Signature.getInstance(digest + "with" + key.getAlgorithm());
            verifier.initVerify(key);
            verifier.update(data.toArray());
            return verifier.verify(signature.toArray());
        } catch (MalformedMessage | SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            // A key that cannot sign, such as one for Diffie-Hellman.
            return false;
        }
    }

    private Optional<Secret> secret(Reference key) {
        if (key.index() == 0) {
            return Optional.empty();
        }
        // An empty secret proves nothing: everybody knows it.
        return keys.elements(key).stream()
                .filter(e -> e.type().equals(ElementType.HS_SECKEY) && !e.data().isEmpty())
                .findFirst()
                .map(e -> new Secret(e.data()));
    }

    private static Finding found(Reference key, boolean fits) {
        return fits ? new Finding.Proven(key) : noSecret(key);
    }

    // The same words for a wrong and a missing secret: who guesses learns nothing.
    private static Finding noSecret(Reference key) {
        return Finding.failed("it does not fit the secret key " + key);
    }

    private boolean fits(Secret secret, Proof proof, Bytes data) {
        try {
            if (proof instanceof Proof.Pbkdf2 p) {
                return !p.salt().isEmpty() && same(p.mac(), hmac("HmacSHA1", derive(secret, p), data));
            }
            return proof instanceof Proof.Mac mac && fits(secret.bytes(), mac, data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks a MAC", e);
        }
    }

    private boolean fits(Bytes secret, Proof.Mac mac, Bytes data) throws GeneralSecurityException {
        return switch (mac.algorithm()) {
            case Proof.Mac.SHA1 -> oldDigests && same(mac.value(), enclosed("SHA-1", secret, data));
            case Proof.Mac.SHA256 -> same(mac.value(), enclosed("SHA-256", secret, data));
            case Proof.Mac.HMAC_SHA1 -> same(mac.value(), hmac("HmacSHA1", secret.toArray(), data));
            case Proof.Mac.HMAC_SHA256 -> same(mac.value(), hmac("HmacSHA256", secret.toArray(), data));
            default -> false;
        };
    }

    private static byte[] derive(Secret secret, Proof.Pbkdf2 how) throws GeneralSecurityException {
        // The clients hand each byte of the secret over as one character.
        char[] password = new String(secret.bytes().toArray(), StandardCharsets.ISO_8859_1).toCharArray();
        var spec = new PBEKeySpec(password, how.salt().toArray(), how.iterations(), how.keyBits());
        return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1")
                .generateSecret(spec)
                .getEncoded();
    }

    private static byte[] hmac(String algorithm, byte[] key, Bytes data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        return mac.doFinal(data.toArray());
    }

    private static byte[] enclosed(String algorithm, Bytes secret, Bytes data) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance(algorithm);
        secret.digestInto(digest);
        data.digestInto(digest);
        secret.digestInto(digest);
        return digest.digest();
    }

    private static boolean same(Bytes given, byte[] expected) {
        return MessageDigest.isEqual(given.toArray(), expected);
    }
}
