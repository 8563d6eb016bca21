package org.yuanliu.node.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.yuanliu.node.interop.ReferenceClient.bytes;
import static org.yuanliu.node.interop.ReferenceClient.url;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.handle.hdllib.AbstractMessage;
import net.handle.hdllib.AbstractResponse;
import net.handle.hdllib.AddValueRequest;
import net.handle.hdllib.AuthenticationInfo;
import net.handle.hdllib.CreateHandleRequest;
import net.handle.hdllib.CreateHandleResponse;
import net.handle.hdllib.DeleteHandleRequest;
import net.handle.hdllib.HandleException;
import net.handle.hdllib.HandleValue;
import net.handle.hdllib.HomeNaRequest;
import net.handle.hdllib.ListHandlesRequest;
import net.handle.hdllib.ListHandlesResponse;
import net.handle.hdllib.ListNAsRequest;
import net.handle.hdllib.ListNAsResponse;
import net.handle.hdllib.ModifyValueRequest;
import net.handle.hdllib.PublicKeyAuthenticationInfo;
import net.handle.hdllib.RemoveValueRequest;
import net.handle.hdllib.ResolutionRequest;
import net.handle.hdllib.ResolutionResponse;
import net.handle.hdllib.SecretKeyAuthenticationInfo;
import net.handle.hdllib.UnhomeNaRequest;
import net.handle.hdllib.Util;
import net.handle.hdllib.VerifyAuthRequest;
import net.handle.hdllib.VerifyAuthResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yuanliu.node.interop.ReferenceClient.Over;

/** The reference client changes what a live node holds: every operation, kind of key, carrier and kind of session. */
class AdministrationInteropTest {
    private static final int SUCCESS = AbstractMessage.RC_SUCCESS;

    @TempDir
    static Path scratch;

    private static InteropFixture fixture;

    /** How the client shows who it is. */
    enum Conversation {
        CHALLENGES,
        SESSION,
        CERTIFIED_SESSION,
        ENCRYPTED_SESSION
    }

    enum Key {
        RSA,
        DSA,
        SECRET
    }

    record Way(Conversation conversation, Key key, Over over) {
        ReferenceClient client() throws Exception {
            return switch (conversation) {
                case CHALLENGES -> fixture.client();
                case SESSION -> fixture.client().inSessions(false, false);
                case CERTIFIED_SESSION -> fixture.client().inSessions(false, true);
                case ENCRYPTED_SESSION -> fixture.client().inSessions(true, true);
            };
        }

        AuthenticationInfo auth() {
            return switch (key) {
                case RSA -> fixture.rsa;
                case DSA -> fixture.dsa;
                case SECRET -> fixture.secret;
            };
        }
    }

    static Stream<Way> ways() {
        return Arrays.stream(Conversation.values())
                .flatMap(conversation -> Arrays.stream(Key.values())
                        .flatMap(key -> Arrays.stream(Over.values()).map(over -> new Way(conversation, key, over))));
    }

    @BeforeAll
    static void start() throws Exception {
        fixture = new InteropFixture(scratch);
    }

    @AfterAll
    static void close() throws Exception {
        fixture.close();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void recordIsCreatedChangedAndDeleted(Way way) throws Exception {
        ReferenceClient client = way.client();
        AuthenticationInfo auth = way.auth();
        byte[] id = bytes("88.118.8/" + way.conversation() + way.key() + way.over());
        HandleValue[] two = {url(1, "https://example.org/1"), url(2, "https://example.org/2")};

        var create = new CreateHandleRequest(id, two, auth);
        assertThat(client.code(create, way.over())).isEqualTo(SUCCESS);
        assertThat(client.code(new CreateHandleRequest(id, two, auth), way.over()))
                .isEqualTo(AbstractMessage.RC_HANDLE_ALREADY_EXISTS);

        assertThat(client.code(new AddValueRequest(id, url(3, "https://example.org/3"), auth), way.over()))
                .isEqualTo(SUCCESS);
        assertThat(client.code(new AddValueRequest(id, url(3, "https://example.org/3b"), auth), way.over()))
                .isEqualTo(AbstractMessage.RC_VALUE_ALREADY_EXISTS);
        assertThat(client.code(new ModifyValueRequest(id, url(1, "https://example.org/new"), auth), way.over()))
                .isEqualTo(SUCCESS);
        assertThat(client.code(new ModifyValueRequest(id, url(9, "https://example.org/9"), auth), way.over()))
                .isEqualTo(AbstractMessage.RC_VALUES_NOT_FOUND);
        assertThat(client.code(new RemoveValueRequest(id, 2, auth), way.over())).isEqualTo(SUCCESS);
        HandleValue[] left = client.resolve(Util.decodeString(id), way.over());
        assertThat(left).extracting(HandleValue::getIndex).containsExactly(1, 3);
        assertThat(left[0].getDataAsString()).isEqualTo("https://example.org/new");

        assertThat(client.code(new DeleteHandleRequest(id, auth), way.over())).isEqualTo(SUCCESS);
        assertThat(client.code(new ResolutionRequest(id, null, null, null), way.over()))
                .isEqualTo(AbstractMessage.RC_HANDLE_NOT_FOUND);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void wrongKeyIsRefused(Way way) throws Exception {
        AuthenticationInfo wrong = switch (way.key()) {
            case RSA ->
                new PublicKeyAuthenticationInfo(
                        bytes(InteropFixture.PREFIX),
                        300,
                        InteropFixture.keyPair("RSA", 2048).getPrivate());
            case DSA ->
                new PublicKeyAuthenticationInfo(
                        bytes(InteropFixture.PREFIX),
                        301,
                        InteropFixture.keyPair("DSA", 1024).getPrivate());
            case SECRET -> new SecretKeyAuthenticationInfo(bytes(InteropFixture.PREFIX), 302, bytes("铜"));
        };
        var create = new CreateHandleRequest(
                bytes("88.118.8/wrong"), new HandleValue[] {url(1, "https://example.org/")}, wrong);

        assertThat(way.client().code(create, way.over())).isEqualTo(AbstractMessage.RC_AUTHENTICATION_FAILED);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void hiddenReadMayComeFirst(Way way) throws Exception {
        String id = "88.118.8/hidden-first-" + way.conversation() + way.key() + way.over();
        fixture.client().send(create(id, ReferenceClient.hidden(url(1, "https://example.org/"))), Over.TCP);
        ReferenceClient client = way.client();

        for (int i = 0; i < 3; i++) {
            ResolutionRequest read = new ResolutionRequest(bytes(id), null, null, way.auth());
            read.ignoreRestrictedValues = false;
            AbstractResponse answer = client.send(read, way.over());

            assertThat(answer).isInstanceOf(ResolutionResponse.class);
            assertThat(((ResolutionResponse) answer).getHandleValues()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Over.class)
    void sessionIsSetUpOnceAndSpeaksForItsOwnerFromThenOn(Over over) throws Exception {
        ReferenceClient client = fixture.client().inSessions(false, false);
        for (int i = 0; i < 5; i++) {
            byte[] id = bytes("88.118.8/in-session-" + over + i);
            var create =
                    new CreateHandleRequest(id, new HandleValue[] {url(1, "https://example.org/")}, fixture.secret);
            assertThat(client.code(create, over)).isEqualTo(SUCCESS);
        }

        assertThat(client.sessions()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Over.class)
    void createOverwritesOnlyWhenAsked(Over over) throws Exception {
        ReferenceClient client = fixture.client();
        String id = "88.118.8/overwrite-" + over;
        client.send(create(id, url(1, "https://example.org/old")), over);

        CreateHandleRequest overwrite = create(id, url(2, "https://example.org/new"));
        overwrite.overwriteWhenExists = true;

        assertThat(client.code(overwrite, over)).isEqualTo(SUCCESS);
        assertThat(client.resolve(id, over)).extracting(HandleValue::getIndex).containsExactly(2);
    }

    @ParameterizedTest
    @EnumSource(Over.class)
    void addOverwritesOnlyWhenAsked(Over over) throws Exception {
        ReferenceClient client = fixture.client();
        String id = "88.118.8/add-overwrite-" + over;
        client.send(create(id, url(1, "https://example.org/old")), over);

        AddValueRequest add = new AddValueRequest(bytes(id), url(1, "https://example.org/new"), fixture.rsa);
        add.overwriteWhenExists = true;

        assertThat(client.code(add, over)).isEqualTo(SUCCESS);
        assertThat(client.resolve(id, over)[0].getDataAsString()).isEqualTo("https://example.org/new");
    }

    @ParameterizedTest
    @EnumSource(Over.class)
    void mintedSuffixComesBack(Over over) throws Exception {
        ReferenceClient client = fixture.client();
        var mint = new CreateHandleRequest(
                bytes("88.118.8/coil-"), new HandleValue[] {url(1, "https://example.org/")}, fixture.rsa, true);

        var answer = (CreateHandleResponse) client.send(mint, over);

        String minted = Util.decodeString(answer.handle);
        assertThat(minted).startsWith("88.118.8/coil-").hasSize("88.118.8/coil-".length() + 36);
        assertThat(client.resolve(minted, over)).hasSize(1);
    }

    @Test
    void longListComesWhole() throws Exception {
        ReferenceClient client = fixture.client().inSessions(false, true);
        byte[] prefix = bytes("0.NA/88.118.77");
        assertThat(client.code(new HomeNaRequest(prefix, fixture.operator), Over.TCP))
                .isEqualTo(SUCCESS);
        HandleValue[] admin = {ReferenceClient.admin(100, 300, InteropFixture.PREFIX)};
        assertThat(client.code(new CreateHandleRequest(prefix, admin, fixture.operator), Over.TCP))
                .isEqualTo(SUCCESS);
        for (int i = 0; i < 120; i++) {
            assertThat(client.code(create("88.118.77/L" + i, url(1, "https://example.org/")), Over.TCP))
                    .isEqualTo(SUCCESS);
        }

        for (Over over : List.of(Over.TCP, Over.HTTP)) {
            List<String> names = new ArrayList<>();
            for (AbstractResponse answer : client.sendForAll(new ListHandlesRequest(prefix, fixture.rsa), over)) {
                for (byte[] name : ((ListHandlesResponse) answer).handles) {
                    names.add(Util.decodeString(name));
                }
            }
            assertThat(names).as("over %s", over).doesNotHaveDuplicates().hasSize(120);
        }
    }

    @Test
    void prefixIsHomedListedAndUnhomedByTheOperatorOnly() throws Exception {
        ReferenceClient client = fixture.client();
        byte[] prefix = bytes("0.NA/88.118.55");

        assertThat(client.code(new HomeNaRequest(prefix, fixture.rsa), Over.TCP))
                .isGreaterThanOrEqualTo(400);
        assertThat(client.code(new HomeNaRequest(prefix, fixture.operator), Over.TCP))
                .isEqualTo(SUCCESS);
        assertThat(homed(client)).contains("0.NA/88.118.55", "0.NA/88.118.8", "0.NA/88.118");
        assertThat(client.code(new UnhomeNaRequest(prefix, fixture.rsa), Over.TCP))
                .isGreaterThanOrEqualTo(400);
        assertThat(client.code(new UnhomeNaRequest(prefix, fixture.operator), Over.TCP))
                .isEqualTo(SUCCESS);
        assertThat(homed(client)).doesNotContain("0.NA/88.118.55");
    }

    @Test
    void answerToAChallengeIsVerifiedForAnotherServer() throws Exception {
        ReferenceClient client = fixture.client();
        byte[] nonce = bytes("0123456789abcdef");
        byte[] digest = new byte[32];
        byte[] mac = Util.doMac((byte) 0x22, Util.concat(nonce, digest), bytes(InteropFixture.PASSWORD));
        byte[] answer = Util.concat(new byte[] {0x22}, mac);

        assertThat(verified(client, nonce, digest, answer)).isTrue();
        assertThat(verified(client, digest, nonce, answer)).isFalse();
    }

    @Test
    void strangerWithoutKeyIsOnlyChallenged() throws Exception {
        var create = new CreateHandleRequest(
                bytes("88.118.8/nobody"), new HandleValue[] {url(1, "https://example.org/")}, null);

        assertThatThrownBy(() -> fixture.client().send(create, Over.TCP)).isInstanceOf(HandleException.class);
        assertThat(fixture.client().code(new ResolutionRequest(bytes("88.118.8/nobody"), null, null, null), Over.TCP))
                .isEqualTo(AbstractMessage.RC_HANDLE_NOT_FOUND);
    }

    private static boolean verified(ReferenceClient client, byte[] nonce, byte[] digest, byte[] answer)
            throws Exception {
        var request = new VerifyAuthRequest(bytes(InteropFixture.PREFIX), nonce, digest, (byte) 3, answer, 302, null);
        request.certify = true;
        return ((VerifyAuthResponse) client.send(request, Over.TCP)).isValid;
    }

    private static List<String> homed(ReferenceClient client) throws Exception {
        List<String> names = new ArrayList<>();
        var request = new ListNAsRequest(bytes("0.NA/88.118"), fixture.operator);
        for (AbstractResponse answer : client.sendForAll(request, Over.TCP)) {
            for (byte[] name : ((ListNAsResponse) answer).handles) {
                names.add(Util.decodeString(name));
            }
        }
        return names;
    }

    private static CreateHandleRequest create(String identifier, HandleValue... values) {
        return new CreateHandleRequest(bytes(identifier), values, fixture.rsa);
    }
}
