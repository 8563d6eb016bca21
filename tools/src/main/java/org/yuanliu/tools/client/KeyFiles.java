package org.yuanliu.tools.client;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.encoders.DecoderException;
import org.jspecify.annotations.Nullable;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Secret;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Exit;
import org.yuanliu.tools.console.Texts;

/** Keys and secrets in files, in the forms that openssl writes. */
public final class KeyFiles {
    private static final int MAX_SECRET_BYTES = 1024;
    private static final int NEW_KEY_BITS = 2048;
    private static final Set<String> KINDS = Set.of("RSA", "DSA");

    private final Texts texts;

    public KeyFiles(Texts texts) {
        this.texts = texts;
    }

    /** An X.509 SubjectPublicKeyInfo, or the one in a certificate. */
    public PublicKey publicKey(Path file) {
        Object found = pem(file);
        try {
            if (found instanceof SubjectPublicKeyInfo info) {
                return known(new JcaPEMKeyConverter().getPublicKey(info), file);
            }
            if (found instanceof X509CertificateHolder certificate) {
                return known(new JcaPEMKeyConverter().getPublicKey(certificate.getSubjectPublicKeyInfo()), file);
            }
        } catch (IOException e) {
            throw wrong("key.unreadable", file, e.getMessage());
        }
        throw wrong("key.notPublic", file);
    }

    /** PKCS#8, or the older form of openssl; without a password. */
    public PrivateKey privateKey(Path file) {
        Object found = pem(file);
        try {
            if (found instanceof PrivateKeyInfo info) {
                return known(new JcaPEMKeyConverter().getPrivateKey(info), file);
            }
            if (found instanceof PEMKeyPair pair) {
                return known(new JcaPEMKeyConverter().getKeyPair(pair).getPrivate(), file);
            }
        } catch (IOException e) {
            throw wrong("key.unreadable", file, e.getMessage());
        }
        throw wrong("key.notPrivate", file);
    }

    private <K extends Key> K known(K key, Path file) {
        if (!KINDS.contains(key.getAlgorithm())) {
            throw wrong("key.kind", file, key.getAlgorithm());
        }
        return key;
    }

    /** The public key that belongs to an RSA private key. */
    public PublicKey publicHalf(Path file) {
        if (privateKey(file) instanceof RSAPrivateCrtKey rsa) {
            try {
                return KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
            } catch (GeneralSecurityException e) {
                throw wrong("key.unreadable", file, e.getMessage());
            }
        }
        throw wrong("key.notPrivate", file);
    }

    /** The file's bytes without the line end that an editor leaves behind. */
    public Secret secret(Path file) {
        try {
            if (Files.size(file) > MAX_SECRET_BYTES) {
                throw wrong("secret.tooLong", file, MAX_SECRET_BYTES);
            }
            Bytes bytes = Bytes.wrap(Files.readAllBytes(file));
            int end = bytes.length();
            while (end > 0 && (bytes.u1(end - 1) == '\n' || bytes.u1(end - 1) == '\r')) {
                end--;
            }
            if (end == 0) {
                throw wrong("secret.empty", file);
            }
            return new Secret(bytes.slice(0, end));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Makes an RSA key pair and writes the private key where only the owner may read it; never over another file. */
    public PublicKey create(Path file) {
        try {
            KeyPair pair = newPair();
            StringWriter text = new StringWriter();
            try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
                pem.writeObject(PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded()));
            }
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text.toString(), StandardCharsets.US_ASCII);
            return pair.getPublic();
        } catch (FileAlreadyExistsException e) {
            throw wrong("file.exists", file);
        } catch (IOException e) {
            throw wrong("file.unwritable", file, e.getMessage());
        }
    }

    public void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw wrong("file.unwritable", file, e.getMessage());
        }
    }

    public static KeyPair newPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(NEW_KEY_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has RSA", e);
        }
    }

    private Object pem(Path file) {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
                PEMParser parser = new PEMParser(reader)) {
            Object found = parser.readObject();
            return found == null ? "" : found;
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (DecoderException e) {
            throw wrong("key.unreadable", file, e.getMessage());
        }
    }

    private CommandFailure unreadable(Path file, IOException e) {
        return e instanceof NoSuchFileException
                ? wrong("file.missing", file)
                : wrong("file.unreadable", file, e.getMessage());
    }

    private CommandFailure wrong(String key, @Nullable Object... details) {
        return CommandFailure.of(Exit.USAGE, "INVALID_FILE", texts.get(key, details));
    }
}
