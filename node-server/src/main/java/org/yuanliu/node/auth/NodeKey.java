package org.yuanliu.node.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.ops.PrivateFile;

/**
 * An RSA key pair of the node or of its operator, kept as PKCS#8 in PEM without a passphrase. Thread-safe.
 *
 * <p>It only ever signs. It decrypts nothing for anybody: whoever may ask a key to decrypt PKCS#1 v1.5 and hears whether
 * the padding was right can have it sign what he likes.
 */
public final class NodeKey {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final int BITS = 2048;

    private final RSAPrivateCrtKey privateKey;
    private final RSAPublicKey publicKey;

    private NodeKey(RSAPrivateCrtKey privateKey) throws GeneralSecurityException {
        this.privateKey = privateKey;
        this.publicKey = (RSAPublicKey) KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(privateKey.getModulus(), privateKey.getPublicExponent()));
    }

    /** A fresh key pair of 2048 bits; takes some tenths of a second. */
    public static NodeKey generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS, random);
            return new NodeKey((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no RSA", e);
        }
    }

    /** @throws IOException if the file cannot be read or holds no RSA key in PKCS#8 PEM */
    public static NodeKey read(Path file) throws IOException {
        String pem = Files.readString(file, StandardCharsets.US_ASCII);
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(file + " has no lines " + BEGIN + " ... " + END);
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
            return new NodeKey(
                    (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)));
        } catch (InvalidKeySpecException | ClassCastException | IllegalArgumentException e) {
            throw new IOException(file + " holds no RSA private key in PKCS#8", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no RSA", e);
        }
    }

    /**
     * Writes the private key to a new file that only its owner may read (mode 0600), and forces it to disk.
     *
     * @throws IOException if the file exists or cannot be written; a key is never overwritten
     */
    public void write(Path file) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(privateKey.getEncoded());
        byte[] pem = (BEGIN + "\n" + body + "\n" + END + "\n").getBytes(StandardCharsets.US_ASCII);
        PrivateFile.create(file, pem);
    }

    public RSAPublicKey publicKey() {
        return publicKey;
    }

    /** For clients and tests that act for this key; nothing in the node hands it on. */
    public RSAPrivateCrtKey privateKey() {
        return privateKey;
    }

    /** Signs with SHA256withRSA (PKCS#1 v1.5); takes about 2 ms, so call it on a worker. */
    public Bytes sign(Bytes message) {
        try {
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(privateKey);
            signer.update(message.toArray());
            return Bytes.wrap(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key does not sign", e);
        }
    }
}
