package org.yuanliu.node.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yuanliu.node.interop.ReferenceClient.bytes;
import static org.yuanliu.node.interop.ReferenceClient.url;

import java.nio.file.Path;
import javax.crypto.Cipher;
import net.handle.hdllib.AbstractMessage;
import net.handle.hdllib.AbstractRequest;
import net.handle.hdllib.ClientSideSessionInfo;
import net.handle.hdllib.Common;
import net.handle.hdllib.CreateHandleRequest;
import net.handle.hdllib.HandleValue;
import net.handle.hdllib.SessionExchangeKeyRequest;
import net.handle.hdllib.SessionSetupRequest;
import net.handle.hdllib.SessionSetupResponse;
import net.handle.hdllib.Util;
import net.handle.security.HdlSecurityProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yuanliu.node.interop.ReferenceClient.Over;

/**
 * The reference client in a session of mode 2. Its own set-up stops before the secret is sent, as it asks Java for
 * "RSA/EBC/PKCS1", and would send it outside the session; so the test does these two steps, and the client all else.
 */
class ServerKeyInteropTest {
    private static final int AES = HdlSecurityProvider.ENCRYPT_ALG_AES;

    @TempDir
    static Path scratch;

    private static InteropFixture fixture;

    @BeforeAll
    static void start() throws Exception {
        fixture = new InteropFixture(scratch);
    }

    @AfterAll
    static void close() throws Exception {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource(Over.class)
    void sessionUnderAKeyThatTheClientSent(Over over) throws Exception {
        ReferenceClient client = fixture.client();
        ClientSideSessionInfo session = setUp(client, over);
        session.setEncryptedMesssageFlag(true);
        session.setAuthenticateMessageFlag(true);
        client.in(session, fixture.rsa);

        for (int i = 0; i < 3; i++) {
            byte[] id = bytes("88.118.8/server-key-" + over + i);
            HandleValue[] values = {url(1, "https://example.org/")};
            assertThat(client.code(new CreateHandleRequest(id, values, fixture.rsa), over))
                    .isEqualTo(AbstractMessage.RC_SUCCESS);
        }
        assertThat(client.sessions()).isEqualTo(1);
    }

    private static ClientSideSessionInfo setUp(ReferenceClient client, Over over) throws Exception {
        var setUp = certified(new SessionSetupRequest(
                Common.KEY_EXCHANGE_CIPHER_SERVER, fixture.rsa.getUserIdHandle(), fixture.rsa.getUserIdIndex()));
        var ready = (SessionSetupResponse) client.send(setUp, over);
        byte[] coded = HdlSecurityProvider.getInstance().generateSecretKey(AES);
        byte[] key = Util.substring(coded, 4);
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, Util.getPublicKeyFromBytes(ready.data, 0));

        var secret = certified(new SessionExchangeKeyRequest(cipher.doFinal(key)));
        secret.sessionId = ready.sessionId;
        assertThat(client.sendAsIs(secret, over).responseCode).isEqualTo(AbstractMessage.RC_SUCCESS);

        return new ClientSideSessionInfo(
                ready.sessionId,
                key,
                fixture.rsa.getUserIdHandle(),
                fixture.rsa.getUserIdIndex(),
                AES,
                client.server(),
                ready.majorProtocolVersion,
                ready.minorProtocolVersion);
    }

    private static <R extends AbstractRequest> R certified(R request) {
        request.certify = true;
        return request;
    }
}
