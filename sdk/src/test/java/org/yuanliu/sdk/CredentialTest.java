package org.yuanliu.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Secret;

class CredentialTest {
    private static final Reference STEELWORKS = Reference.known(300, "0.NA/88.118.8");
    private static final Identifier ID = Identifier.known("88.118.8/X");

    @Test
    void credentialsPrintWithoutTheirSecret() {
        var secret = Credential.secret(STEELWORKS, Secret.utf8("geheim"));
        var key = Credential.key(STEELWORKS, keys("RSA").getPrivate());

        assertThat(secret.toString()).contains("300:0.NA/88.118.8").doesNotContain("geheim");
        assertThat(key.toString()).isEqualTo("SigningKey[identity=300:0.NA/88.118.8, key=***]");
    }

    @Test
    void keyFileIsReadAndItsFaultsAreNamed(@TempDir Path folder) throws IOException {
        var pair = keys("RSA");
        var good = Files.writeString(
                folder.resolve("good.pem"), pem(pair.getPrivate().getEncoded()));
        var none = Files.writeString(folder.resolve("none.pem"), "no key here");
        var damaged = Files.writeString(folder.resolve("damaged.pem"), pem(new byte[] {1, 2, 3}));

        assertThat(Credential.keyFile(STEELWORKS, good)).isEqualTo(Credential.key(STEELWORKS, pair.getPrivate()));
        assertThatIOException()
                .isThrownBy(() -> Credential.keyFile(STEELWORKS, none))
                .withMessageContaining("none.pem");
        assertThatIOException()
                .isThrownBy(() -> Credential.keyFile(STEELWORKS, damaged))
                .withMessageContaining("damaged.pem");
    }

    @Test
    void keysOfOtherKindsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Credential.key(STEELWORKS, keys("EC").getPrivate()))
                .withMessageContaining("EC");
    }

    @Test
    void secretsLeaveThisMachineOnlyEncrypted() {
        var secret = Credential.secret(STEELWORKS, Secret.utf8("geheim"));

        for (var target : List.of("node.example.com:8641", "127.example.com:8641")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            YuanliuClient.builder(target).credential(secret).build())
                    .withMessageContaining("tls()");
        }
    }

    @Test
    void targetsOfOtherShapesAreRefused() {
        for (var wrong : List.of("", "localhost", "localhost:", "localhost:0", "localhost:70000", "a b:1")) {
            assertThatIllegalArgumentException()
                    .as(wrong)
                    .isThrownBy(() -> YuanliuClient.builder(wrong))
                    .withMessageContaining("host:port");
        }
        YuanliuClient.builder("[::1]:8641").build().close();
    }

    @Test
    void sessionIsOpenedOnceForManyCalls() {
        try (var node = new ScriptedNode();
                var client = node.client()
                        .credential(Credential.key(STEELWORKS, keys("RSA").getPrivate()))
                        .build()) {
            IntStream.range(0, 100)
                    .mapToObj(i -> client.async().resolve(ID))
                    .toList()
                    .forEach(CompletableFuture::join);

            assertThat(node.sessions).hasValue(1);
            assertThat(node.authorizations.get(0))
                    .startsWith("Handle sessionId=\"s1\", id=\"300%3A0.NA%2F88.118.8\", type=\"HS_PUBKEY\", cnonce=\"");
            assertThat(node.authorizations.subList(1, 101)).containsOnly("Handle version=\"0\", sessionId=\"s1\"");
        }
    }

    private static KeyPair keys(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(byte[] encoded) {
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                + "\n-----END PRIVATE KEY-----\n";
    }
}
