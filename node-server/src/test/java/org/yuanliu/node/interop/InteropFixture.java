package org.yuanliu.node.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import net.handle.hdllib.AbstractMessage;
import net.handle.hdllib.AuthenticationInfo;
import net.handle.hdllib.Common;
import net.handle.hdllib.CreateHandleRequest;
import net.handle.hdllib.HandleValue;
import net.handle.hdllib.HomeNaRequest;
import net.handle.hdllib.PublicKeyAuthenticationInfo;
import net.handle.hdllib.SecretKeyAuthenticationInfo;
import net.handle.hdllib.Util;
import org.yuanliu.node.interop.ReferenceClient.Over;

/**
 * A live node that the reference client has furnished: it homed the prefix 88.118.8 and created its record, with three
 * administrators: an RSA key (300), a DSA key (301) and a secret (302).
 */
final class InteropFixture implements AutoCloseable {
    static final String PREFIX = "0.NA/88.118.8";
    static final String PASSWORD = "钢铁-secret";

    final LiveNode node;
    final AuthenticationInfo operator;
    final AuthenticationInfo rsa;
    final AuthenticationInfo dsa;
    final AuthenticationInfo secret = new SecretKeyAuthenticationInfo(bytes(PREFIX), 302, bytes(PASSWORD));
    private final Path scratch;

    InteropFixture(Path scratch) throws Exception {
        this.scratch = scratch;
        node = new LiveNode(scratch.resolve("node"));
        operator = new PublicKeyAuthenticationInfo(bytes("0.NA/88.118"), 300, node.operatorKey());
        KeyPair rsaPair = keyPair("RSA", 2048);
        KeyPair dsaPair = keyPair("DSA", 1024);
        rsa = new PublicKeyAuthenticationInfo(bytes(PREFIX), 300, rsaPair.getPrivate());
        dsa = new PublicKeyAuthenticationInfo(bytes(PREFIX), 301, dsaPair.getPrivate());
        HandleValue[] record = {
            ReferenceClient.admin(100, 300, PREFIX),
            ReferenceClient.admin(101, 301, PREFIX),
            ReferenceClient.admin(102, 302, PREFIX),
            publicKey(300, rsaPair),
            publicKey(301, dsaPair),
            ReferenceClient.hidden(new HandleValue(302, Common.SECRET_KEY_TYPE, bytes(PASSWORD)))
        };
        ReferenceClient client = client();
        assertThat(client.code(new HomeNaRequest(bytes(PREFIX), operator), Over.TCP))
                .isEqualTo(AbstractMessage.RC_SUCCESS);
        assertThat(client.code(new CreateHandleRequest(bytes(PREFIX), record, operator), Over.TCP))
                .isEqualTo(AbstractMessage.RC_SUCCESS);
    }

    ReferenceClient client() throws Exception {
        return new ReferenceClient(scratch, node.handle());
    }

    static HandleValue publicKey(int index, KeyPair pair) throws Exception {
        return new HandleValue(index, Common.PUBLIC_KEY_TYPE, Util.getBytesFromPublicKey(pair.getPublic()));
    }

    static KeyPair keyPair(String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static byte[] bytes(String text) {
        return ReferenceClient.bytes(text);
    }

    @Override
    public void close() throws Exception {
        node.close();
    }
}
