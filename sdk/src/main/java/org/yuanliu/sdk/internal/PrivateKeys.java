package org.yuanliu.sdk.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Private keys from PEM files, and how they sign. */
public final class PrivateKeys {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "DSA");
    private static final int LONGEST = 64 << 10;

    private PrivateKeys() {}

    /** @throws IOException if the file cannot be read, or holds no private key of ours in PKCS #8 */
    public static PrivateKey read(Path file) throws IOException {
        if (Files.size(file) > LONGEST) {
            throw new IOException(file + " is too long for a key file");
        }
        Matcher pem = PEM.matcher(Files.readString(file));
        if (!pem.find()) {
            throw new IOException(file + " holds no unencrypted PKCS #8 key (BEGIN PRIVATE KEY)");
        }
        PKCS8EncodedKeySpec encoded;
        try {
            encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (GeneralSecurityException e) {
                // Not of this kind: the next one tells.
                continue;
            }
        }
        throw new IOException(file + " holds neither an RSA nor a DSA key");
    }

    /**
     * The JCA name of the signature that goes with the key (wire reference, section 8).
     *
     * @throws IllegalArgumentException for a key that is neither RSA nor DSA
     */
    public static String signatureOf(PrivateKey key) {
        if (!ALGORITHMS.contains(key.getAlgorithm())) {
            throw new IllegalArgumentException("the key is " + key.getAlgorithm() + ", neither RSA nor DSA");
        }
        return "SHA256with" + key.getAlgorithm();
    }
}
