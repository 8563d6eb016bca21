package org.yuanliu.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Admin;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Rights;

/** Element data, proofs and credentials come from strangers, too: damaged ones are read or {@link MalformedMessage}. */
class DamagedDataTest {
    private static final long SEED = 88_118;
    private static final int MUTATIONS = 10_000;

    private interface Codec {
        void read(Bytes data) throws MalformedMessage;
    }

    @Test
    void damagedDataIsReadOrMalformed() throws Exception {
        Random random = new Random(SEED);
        for (Map.Entry<Bytes, Codec> sample : samples().entrySet()) {
            sample.getValue().read(sample.getKey());
            int refused = 0;
            for (int i = 0; i < MUTATIONS; i++) {
                refused += isRefused(sample.getValue(), damage(sample.getKey(), random)) ? 1 : 0;
            }

            assertThat(refused).as("seed %d: %s", SEED, sample.getKey()).isPositive();
        }
    }

    private static Map<Bytes, Codec> samples() throws Exception {
        PublicKey rsa = generate("RSA");
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(rsa.getEncoded())
                + "\n-----END PUBLIC KEY-----";
        var admin = new Admin(Rights.ALL, Reference.known(300, "0.NA/88.118.8"));
        var pbkdf2 = new Proof.Pbkdf2(Bytes.wrap(new byte[16]), 10_000, 160, Bytes.wrap(new byte[20]));
        var signature = new Proof.Signature("SHA-256", Bytes.wrap(new byte[20]));
        return Map.of(
                AdminCodec.write(admin), AdminCodec::read,
                Vector.bytes("v14-group-data"), GroupCodec::read,
                Vector.bytes("v13-site-data"), SiteCodec::read,
                Vector.bytes("v16-credential-mac"), CredentialCodec::read,
                PublicKeyCodec.write(rsa), PublicKeyCodec::read,
                PublicKeyCodec.write(generate("DSA")), PublicKeyCodec::read,
                PublicKeyCodec.write(generate("DH")), PublicKeyCodec::read,
                Bytes.utf8(pem), PublicKeyCodec::read,
                ProofCodec.write(pbkdf2), data -> ProofCodec.read("HS_SECKEY", data),
                ProofCodec.write(signature), data -> ProofCodec.read("HS_PUBKEY", data));
    }

    private static PublicKey generate(String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(1024);
        return generator.generateKeyPair().getPublic();
    }

    private static Bytes damage(Bytes data, Random random) {
        byte[] bytes = data.toArray();
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        Bytes damaged = Bytes.wrap(bytes);
        return random.nextInt(3) == 0 ? damaged.slice(0, random.nextInt(bytes.length)) : damaged;
    }

    private static boolean isRefused(Codec codec, Bytes data) {
        try {
            codec.read(data);
            return false;
        } catch (MalformedMessage expected) {
            return true;
        } catch (RuntimeException e) {
            return fail(data.hex(), e);
        }
    }
}
