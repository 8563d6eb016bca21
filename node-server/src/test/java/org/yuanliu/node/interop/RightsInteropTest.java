package org.yuanliu.node.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yuanliu.node.interop.ReferenceClient.bytes;
import static org.yuanliu.node.interop.ReferenceClient.hidden;
import static org.yuanliu.node.interop.ReferenceClient.url;

import java.nio.file.Path;
import java.security.KeyPair;
import net.handle.hdllib.AbstractMessage;
import net.handle.hdllib.AbstractRequest;
import net.handle.hdllib.AddValueRequest;
import net.handle.hdllib.AdminRecord;
import net.handle.hdllib.AuthenticationInfo;
import net.handle.hdllib.Common;
import net.handle.hdllib.CreateHandleRequest;
import net.handle.hdllib.DeleteHandleRequest;
import net.handle.hdllib.Encoder;
import net.handle.hdllib.HandleValue;
import net.handle.hdllib.ListHandlesRequest;
import net.handle.hdllib.ModifyValueRequest;
import net.handle.hdllib.PublicKeyAuthenticationInfo;
import net.handle.hdllib.RemoveValueRequest;
import net.handle.hdllib.ResolutionRequest;
import net.handle.hdllib.ResolutionResponse;
import net.handle.hdllib.ValueReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.node.interop.ReferenceClient.Over;

/** Who may do what, as the reference client sees it: groups, rights in single records, elements nobody may touch. */
class RightsInteropTest {
    private static final int SUCCESS = AbstractMessage.RC_SUCCESS;
    private static final String STAFF = "88.118.8/staff";

    @TempDir
    static Path scratch;

    private static InteropFixture fixture;
    private static ReferenceClient client;
    private static KeyPair clerkPair;
    private static AuthenticationInfo clerk;
    private static AuthenticationInfo clerkByAnyKey;

    @BeforeAll
    static void givenAClerkWithoutRights() throws Exception {
        fixture = new InteropFixture(scratch);
        client = fixture.client();
        clerkPair = InteropFixture.keyPair("RSA", 2048);
        clerk = new PublicKeyAuthenticationInfo(bytes(STAFF), 7, clerkPair.getPrivate());
        clerkByAnyKey = new PublicKeyAuthenticationInfo(bytes(STAFF), 0, clerkPair.getPrivate());
        HandleValue[] keys = {
            InteropFixture.publicKey(6, InteropFixture.keyPair("RSA", 2048)), InteropFixture.publicKey(7, clerkPair)
        };
        create(STAFF, keys);
    }

    @AfterAll
    static void close() throws Exception {
        fixture.close();
    }

    @Test
    void strangerMayNotChangeARecord() throws Exception {
        create("88.118.8/plain", url(1, "https://example.org/"));

        assertThat(code(new ModifyValueRequest(bytes("88.118.8/plain"), url(1, "https://evil.example/"), clerk)))
                .isIn(AbstractMessage.RC_INVALID_ADMIN, AbstractMessage.RC_INSUFFICIENT_PERMISSIONS);
        assertThat(code(new CreateHandleRequest(bytes("88.118.8/evil"), new HandleValue[] {url(1, "x")}, clerk)))
                .isIn(AbstractMessage.RC_INVALID_ADMIN, AbstractMessage.RC_INSUFFICIENT_PERMISSIONS);
        assertThat(code(new ListHandlesRequest(bytes(InteropFixture.PREFIX), clerk)))
                .isIn(AbstractMessage.RC_INVALID_ADMIN, AbstractMessage.RC_INSUFFICIENT_PERMISSIONS);
    }

    @Test
    void rightsInARecordReachAsFarAsTheirBits() throws Exception {
        byte[] id = bytes("88.118.8/bits");
        AdminRecord addOnly = new AdminRecord(
                bytes(STAFF), 7, false, false, false, false, false, false, true, false, false, false, false, false);
        create(
                "88.118.8/bits",
                url(1, "https://example.org/"),
                new HandleValue(100, Common.ADMIN_TYPE, Encoder.encodeAdminRecord(addOnly)));

        assertThat(code(new AddValueRequest(id, url(2, "https://example.org/2"), clerk)))
                .isEqualTo(SUCCESS);
        assertThat(code(new ModifyValueRequest(id, url(2, "https://example.org/3"), clerk)))
                .isEqualTo(AbstractMessage.RC_INSUFFICIENT_PERMISSIONS);
        assertThat(code(new RemoveValueRequest(id, 2, clerk))).isEqualTo(AbstractMessage.RC_INSUFFICIENT_PERMISSIONS);
        assertThat(code(new AddValueRequest(id, ReferenceClient.admin(101, 7, STAFF), clerk)))
                .isEqualTo(AbstractMessage.RC_INSUFFICIENT_PERMISSIONS);
        assertThat(code(new DeleteHandleRequest(id, clerk))).isEqualTo(AbstractMessage.RC_INSUFFICIENT_PERMISSIONS);
    }

    @Test
    void memberOfAGroupHasTheGroupsRights() throws Exception {
        ValueReference[] inner = {new ValueReference(bytes(STAFF), 7)};
        ValueReference[] outer = {new ValueReference(bytes("88.118.8/inner"), 200)};
        create(
                "88.118.8/inner",
                new HandleValue(200, Common.ADMIN_GROUP_TYPE, Encoder.encodeValueReferenceList(inner)));
        create(
                "88.118.8/outer",
                new HandleValue(200, Common.ADMIN_GROUP_TYPE, Encoder.encodeValueReferenceList(outer)));
        create("88.118.8/grouped", url(1, "https://example.org/"), ReferenceClient.admin(100, 200, "88.118.8/outer"));
        byte[] id = bytes("88.118.8/grouped");

        assertThat(code(new ModifyValueRequest(id, url(1, "https://example.org/by-group"), clerk)))
                .isEqualTo(SUCCESS);
        assertThat(code(new ModifyValueRequest(id, url(1, "https://example.org/by-any-key"), clerkByAnyKey)))
                .isEqualTo(SUCCESS);
        assertThat(client.resolve("88.118.8/grouped", Over.TCP)[0].getDataAsString())
                .isEqualTo("https://example.org/by-any-key");
    }

    @Test
    void elementThatNobodyMayWriteStaysAsItIs() throws Exception {
        HandleValue fixed = url(1, "https://example.org/fixed");
        fixed.setAdminCanWrite(false);
        create("88.118.8/fixed", fixed, url(2, "https://example.org/free"));
        byte[] id = bytes("88.118.8/fixed");

        assertThat(code(new ModifyValueRequest(id, url(1, "https://example.org/new"), fixture.rsa)))
                .isEqualTo(AbstractMessage.RC_INSUFFICIENT_PERMISSIONS);
        assertThat(code(new RemoveValueRequest(id, 1, fixture.rsa)))
                .isEqualTo(AbstractMessage.RC_INSUFFICIENT_PERMISSIONS);
        assertThat(code(new RemoveValueRequest(id, 2, fixture.rsa))).isEqualTo(SUCCESS);
        assertThat(client.resolve("88.118.8/fixed", Over.TCP)[0].getDataAsString())
                .isEqualTo("https://example.org/fixed");
    }

    @Test
    void elementThatEveryoneMayWriteNeedsNoKey() throws Exception {
        HandleValue open = url(1, "https://example.org/old");
        open.setAnyoneCanWrite(true);
        create("88.118.8/open", open);
        HandleValue changed = url(1, "https://example.org/by-anyone");
        changed.setAnyoneCanWrite(true);

        assertThat(code(new ModifyValueRequest(bytes("88.118.8/open"), changed, null)))
                .isEqualTo(SUCCESS);
    }

    @Test
    void hiddenElementsAreNotForStrangers() throws Exception {
        create("88.118.8/price", url(1, "https://example.org/"), hidden(new HandleValue(2, "PRICE", bytes("4711"))));
        var asking = new ResolutionRequest(bytes("88.118.8/price"), null, null, clerk);
        asking.ignoreRestrictedValues = false;

        var answer = (ResolutionResponse) client.send(asking, Over.TCP);

        assertThat(answer.getHandleValues()).extracting(HandleValue::getIndex).containsExactly(1);
    }

    private static int code(AbstractRequest request) throws Exception {
        return client.code(request, Over.TCP);
    }

    private static void create(String identifier, HandleValue... values) throws Exception {
        assertThat(code(new CreateHandleRequest(bytes(identifier), values, fixture.rsa)))
                .isEqualTo(SUCCESS);
    }
}
