package org.yuanliu.node.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.yuanliu.node.interop.ReferenceClient.bytes;
import static org.yuanliu.node.interop.ReferenceClient.hidden;
import static org.yuanliu.node.interop.ReferenceClient.url;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.handle.hdllib.AbstractMessage;
import net.handle.hdllib.AbstractResponse;
import net.handle.hdllib.AddValueRequest;
import net.handle.hdllib.AuthenticationInfo;
import net.handle.hdllib.CreateHandleRequest;
import net.handle.hdllib.ErrorResponse;
import net.handle.hdllib.GenericRequest;
import net.handle.hdllib.HandleException;
import net.handle.hdllib.HandleValue;
import net.handle.hdllib.ResolutionRequest;
import net.handle.hdllib.ResolutionResponse;
import net.handle.hdllib.Util;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yuanliu.node.interop.ReferenceClient.Over;

/** The reference client reads from a live node. */
class ResolutionInteropTest {
    private static final String BATCH = "88.118.8/3130.Q355B.20261124.H26B04521-03";
    private static final byte[] PRICE = bytes("4711.00");

    @TempDir
    static Path scratch;

    private static InteropFixture fixture;
    private static ReferenceClient client;

    @BeforeAll
    static void givenABatch() throws Exception {
        fixture = new InteropFixture(scratch);
        client = fixture.client();
        HandleValue[] values = {
            url(1, "https://example.org/batch/3"),
            new HandleValue(2, "URL.mobile", bytes("https://m.example.org/batch/3")),
            new HandleValue(3, "DESC", bytes("热轧钢板 Q355B")),
            hidden(new HandleValue(4, "PRICE", PRICE))
        };
        create(BATCH, values);
    }

    @AfterAll
    static void close() throws Exception {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource(Over.class)
    void allPublicElementsComeInOrder(Over over) throws Exception {
        HandleValue[] values = client.resolve(BATCH, over);

        assertThat(indexes(values)).containsExactly(1, 2, 3);
        assertThat(values[2].getDataAsString()).isEqualTo("热轧钢板 Q355B");
        assertThat(values[0].getTTL()).isEqualTo(86_400);
        assertThat(values[0].getTimestamp()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(Over.class)
    void filtersSelectByIndexOrType(Over over) throws Exception {
        assertThat(selected(over, List.of(), 3)).containsExactly(3);
        assertThat(selected(over, List.of("desc"))).containsExactly(3);
        assertThat(selected(over, List.of("URL"))).containsExactly(1);
        assertThat(selected(over, List.of("url."))).containsExactly(1, 2);
        assertThat(selected(over, List.of("DESC"), 1)).containsExactly(1, 3);
    }

    @ParameterizedTest
    @EnumSource(Over.class)
    void whatCannotBeAnsweredHasItsCode(Over over) throws Exception {
        assertThat(client.code(resolution("88.118.8/missing"), over)).isEqualTo(AbstractMessage.RC_HANDLE_NOT_FOUND);
        assertThat(client.code(resolution("99.999/X"), over)).isEqualTo(AbstractMessage.RC_SERVER_NOT_RESP);
        var nothing = new ResolutionRequest(bytes(BATCH), new byte[][] {bytes("EMAIL")}, null, null);
        assertThat(client.code(nothing, over)).isEqualTo(AbstractMessage.RC_VALUES_NOT_FOUND);
        var unknown = new GenericRequest(bytes("/"), AbstractMessage.OC_BACKUP_SERVER, null);
        assertThat(client.code(unknown, over)).isEqualTo(AbstractMessage.RC_OPERATION_NOT_SUPPORTED);
    }

    /** The client checks digest and signature itself and throws if they do not fit. */
    @ParameterizedTest
    @EnumSource(Over.class)
    void certifiedAnswersHold(Over over) throws Exception {
        for (String identifier : List.of(BATCH, "88.118.8/missing", "99.999/X")) {
            ResolutionRequest request = resolution(identifier);
            request.certify = true;
            request.returnRequestDigest = true;

            AbstractResponse answer = client.send(request, over);

            assertThat(answer.signature).isNotEmpty();
            assertThat(answer.signatureIsMac()).isFalse();
            assertThat(answer.requestDigest).hasSize(32);
        }
    }

    @ParameterizedTest
    @EnumSource(Over.class)
    void hiddenElementIsShownToAnAdministratorOnly(Over over) throws Exception {
        for (AuthenticationInfo who : List.of(fixture.rsa, fixture.dsa, fixture.secret)) {
            var request = new ResolutionRequest(bytes(BATCH), null, new int[] {4}, who);
            request.ignoreRestrictedValues = false;

            var answer = (ResolutionResponse) client.send(request, over);

            assertThat(answer.getHandleValues()).hasSize(1);
            assertThat(answer.getHandleValues()[0].getData()).isEqualTo(PRICE);
        }
        var anonymous = new ResolutionRequest(bytes(BATCH), null, new int[] {4}, null);
        assertThat(client.code(anonymous, over)).isEqualTo(AbstractMessage.RC_VALUES_NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "88.118.8/钢卷-2026-十一月",
                "88.118.8/a/b//c",
                "88.118.8/ leading and trailing ",
                "88.118.8/percent%2Fplus+quote\"'<&>?#",
                "88.118.8/\t😀",
                "88.118.8/.",
            })
    void oddSuffixesAreKeptAsTheyAre(String identifier) throws Exception {
        create(identifier, url(1, "https://example.org/odd"));

        for (Over over : Over.values()) {
            var answer = (ResolutionResponse) client.send(resolution(identifier), over);
            assertThat(Util.decodeString(answer.handle)).isEqualTo(identifier);
        }
    }

    @Test
    void asciiCaseDoesNotMatterAndTheSpellingComesBack() throws Exception {
        for (Over over : Over.values()) {
            var answer = (ResolutionResponse) client.send(resolution(BATCH.toLowerCase()), over);
            assertThat(Util.decodeString(answer.handle)).isEqualTo(BATCH.toLowerCase());
        }
    }

    @Test
    void answerOfTwoDatagramsArrives() throws Exception {
        String identifier = "88.118.8/two";
        byte[] text = text(600);
        create(identifier, new HandleValue(1, "DESC", text));

        assertThat(client.resolve(identifier, Over.UDP)[0].getData()).isEqualTo(text);
    }

    @Test
    void answerTooLargeForUdpSendsTheClientToTcp() throws Exception {
        String identifier = "88.118.8/many";
        byte[] text = text(5_000);
        create(identifier, new HandleValue(1, "DESC", text));
        long before = fixture.node.tooLongForUdp();

        var answer = (ResolutionResponse) client.send(resolution(identifier));

        assertThat(answer.getHandleValues()[0].getData()).isEqualTo(text);
        assertThat(fixture.node.tooLongForUdp()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void answerInASessionThatIsTooLargeForUdpSendsTheClientToTcp(boolean encrypted, boolean certified)
            throws Exception {
        String identifier = "88.118.8/many-" + encrypted + certified;
        byte[] text = text(5_000);
        create(identifier, hidden(new HandleValue(1, "DESC", text)));
        ReferenceClient inSession = fixture.client().inSessions(encrypted, certified);
        HandleValue[] other = {url(1, "https://example.org/")};
        var first = new CreateHandleRequest(bytes(identifier + "-2"), other, fixture.rsa);
        assertThat(inSession.code(first, Over.UDP)).isEqualTo(AbstractMessage.RC_SUCCESS);

        var answer = (ResolutionResponse) inSession.send(hiddenResolution(identifier));

        assertThat(answer.getHandleValues()[0].getData()).isEqualTo(text);
        assertThatThrownBy(() -> inSession.send(hiddenResolution(identifier), Over.UDP))
                .isInstanceOf(HandleException.class)
                .hasMessageContaining("ask over TCP");
    }

    @Test
    void certifiedAnswerTooLargeForUdpSendsTheClientToTcp() throws Exception {
        String identifier = "88.118.8/many-certified";
        byte[] text = text(5_000);
        create(identifier, new HandleValue(1, "DESC", text));
        ResolutionRequest request = resolution(identifier);
        request.certify = true;

        var answer = (ResolutionResponse) client.send(request);

        assertThat(answer.getHandleValues()[0].getData()).isEqualTo(text);
        assertThat(answer.signature).isNotEmpty();
    }

    private static ResolutionRequest hiddenResolution(String identifier) {
        var request = new ResolutionRequest(bytes(identifier), null, new int[] {1}, fixture.rsa);
        request.ignoreRestrictedValues = false;
        return request;
    }

    private static byte[] text(int length) {
        byte[] text = new byte[length];
        Arrays.fill(text, (byte) 'x');
        return text;
    }

    /** Neither a request nor an answer may have more than 262144 bytes, so a larger record grows and is read in parts. */
    @Test
    void recordLargerThanAMessageIsReadInParts() throws Exception {
        String identifier = "88.118.8/large";
        byte[] part = new byte[100_000];
        Arrays.fill(part, (byte) 'y');
        create(identifier, new HandleValue(1, "DESC", part));
        for (int i = 2; i <= 4; i++) {
            var add = new AddValueRequest(bytes(identifier), new HandleValue(i, "DESC", part), fixture.rsa);
            assertThat(client.code(add, Over.TCP)).isEqualTo(AbstractMessage.RC_SUCCESS);
        }

        for (Over over : List.of(Over.TCP, Over.HTTP)) {
            var all = (ErrorResponse) client.send(resolution(identifier), over);
            assertThat(all.responseCode).isEqualTo(AbstractMessage.RC_PROTOCOL_ERROR);
            assertThat(Util.decodeString(all.message)).contains("too large", "select");
            var half = new ResolutionRequest(bytes(identifier), null, new int[] {3, 4}, null);
            assertThat(((ResolutionResponse) client.send(half, over)).getHandleValues())
                    .hasSize(2);
        }
    }

    private static void create(String identifier, HandleValue... values) throws Exception {
        var create = new CreateHandleRequest(bytes(identifier), values, fixture.rsa);
        assertThat(client.code(create, Over.TCP)).isEqualTo(AbstractMessage.RC_SUCCESS);
    }

    private static ResolutionRequest resolution(String identifier) {
        return new ResolutionRequest(bytes(identifier), null, null, null);
    }

    private static List<Integer> selected(Over over, List<String> types, int... indexes) throws Exception {
        byte[][] asked = types.stream().map(ReferenceClient::bytes).toArray(byte[][]::new);
        var answer = (ResolutionResponse) client.send(new ResolutionRequest(bytes(BATCH), asked, indexes, null), over);
        return indexes(answer.getHandleValues());
    }

    private static List<Integer> indexes(HandleValue[] values) {
        return Arrays.stream(values).map(HandleValue::getIndex).toList();
    }
}
