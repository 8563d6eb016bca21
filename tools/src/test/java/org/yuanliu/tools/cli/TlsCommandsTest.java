package org.yuanliu.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.tools.client.KeyFiles;

/** A node that speaks TLS under the name localhost. */
@Timeout(120)
class TlsCommandsTest {
    @TempDir
    Path folder;

    @Test
    void linesAreEncryptedOrRefused() throws Exception {
        KeyPair keys = KeyFiles.newPair();
        Path key = pem("tls.key", "PRIVATE KEY", keys.getPrivate().getEncoded());
        Path certificate = pem("tls.pem", "CERTIFICATE", certificate(keys));
        Path other = pem("other.pem", "CERTIFICATE", certificate(KeyFiles.newPair()));
        Path data = folder.resolve("node");
        Cli.run("init", "--data", data.toString(), "--prefix", "88.118").succeeded();
        try (StartedNode node =
                new StartedNode(data, "--tls-certificate", certificate.toString(), "--tls-key", key.toString())) {
            String http = named(node.address("http"));

            assertThat(resolve("http", http, certificate).succeeded().out()).contains("HS_SITE");
            assertThat(resolve("grpc", named(node.address("grpc")), certificate)
                            .succeeded()
                            .out())
                    .contains("HS_SITE");
            assertThat(resolve("http", http, other).err()).contains("TLS", "localhost");
            assertThat(resolve("handle", named(node.address("handle")), certificate)
                            .err())
                    .contains("no TLS");
        }
    }

    private static Cli resolve(String door, String server, Path authorities) {
        return Cli.run("resolve", "0.NA/88.118", "--over", door, "--server", server, "--ca", authorities.toString());
    }

    private static String named(String address) {
        return address.replace("127.0.0.1", "localhost");
    }

    private static byte[] certificate(KeyPair keys) throws Exception {
        X500Name name = new X500Name("CN=localhost");
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(Duration.ofHours(1))),
                        name,
                        keys.getPublic())
                .addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")))
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()))
                .getEncoded();
    }

    private Path pem(String file, String what, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(content);
        return Files.writeString(
                folder.resolve(file), "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }
}
