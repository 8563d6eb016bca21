package org.yuanliu.node.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.model.Bytes;

class NodeKeyTest {
    @TempDir
    Path folder;

    @Test
    void writtenKeyReadsBackAndOnlyItsOwnerMayReadIt() throws Exception {
        NodeKey key = NodeKey.generate(new SecureRandom());
        Path file = folder.resolve("node.pem");

        key.write(file);
        NodeKey read = NodeKey.read(file);

        assertThat(read.publicKey()).isEqualTo(key.publicKey());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> key.write(file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(verifies(key, read.sign(Bytes.utf8("answer")))).isTrue();
    }

    @Test
    void fileWithoutAKeyIsRefusedByName() throws Exception {
        Path text = Files.writeString(folder.resolve("text.pem"), "no key");
        Path junk = Files.writeString(
                folder.resolve("junk.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

        assertThatThrownBy(() -> NodeKey.read(text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("text.pem");
        assertThatThrownBy(() -> NodeKey.read(junk))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("junk.pem");
    }

    private static boolean verifies(NodeKey key, Bytes signature) throws Exception {
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(key.publicKey());
        verifier.update("answer".getBytes());
        return verifier.verify(signature.toArray());
    }
}
