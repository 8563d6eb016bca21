package org.yuanliu.sdk;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Secret;
import org.yuanliu.sdk.internal.PrivateKeys;

/**
 * How a client shows who it is. Prints without its secret. Immutable and thread-safe.
 *
 * <p>The identity names the element that holds the other half: {@code 300:0.NA/88.118.8} a public key (HS_PUBKEY),
 * {@code 302:0.NA/88.118.8} a secret (HS_SECKEY).
 */
public sealed interface Credential {
    /** Whom it speaks for. */
    Reference identity();

    /** A shared secret, sent along with every call: over TLS or to this machine only. */
    static Credential secret(Reference identity, Secret secret) {
        return new SharedSecret(identity, secret);
    }

    /**
     * A private key, RSA or DSA: signs once in a session, which the client opens, and opens again when it has ended.
     *
     * @throws IllegalArgumentException for a key of another kind
     */
    static Credential key(Reference identity, PrivateKey key) {
        PrivateKeys.signatureOf(key);
        return new SigningKey(identity, key);
    }

    /**
     * A private key from a PEM file in PKCS #8, not encrypted ({@code BEGIN PRIVATE KEY}).
     *
     * @throws IOException if the file cannot be read, or holds no such key
     */
    static Credential keyFile(Reference identity, Path file) throws IOException {
        return new SigningKey(identity, PrivateKeys.read(file));
    }

    /** See {@link #secret}. */
    record SharedSecret(Reference identity, Secret secret) implements Credential {}

    /** See {@link #key}. */
    record SigningKey(Reference identity, PrivateKey key) implements Credential {
        @Override
        public String toString() {
            return "SigningKey[identity=" + identity + ", key=***]";
        }
    }
}
