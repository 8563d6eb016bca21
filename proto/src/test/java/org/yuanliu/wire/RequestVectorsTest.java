package org.yuanliu.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Page;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;
import org.yuanliu.model.Ttl;

class RequestVectorsTest {
    private static final Identifier COIL = Identifier.known("88.118.8/STEEL-COIL-001");
    private static final Identifier X = Identifier.known("88.118.8/X");
    private static final Reference USER = Reference.known(300, "88.118.8/admin");
    private static final Page FIRST = Page.first(Page.MAX_LIMIT);
    private static final int WRITTEN = 1_700_000_000;

    /** Vectors that are written again byte for byte. */
    private static final Map<String, Request> EXACT = Map.ofEntries(
            Map.entry("v01-resolve", new Request.Resolve(COIL, Selection.PUBLIC)),
            Map.entry(
                    "v02-resolve-selected-authoritative",
                    new Request.Resolve(COIL, new Selection(List.of(1, 2), List.of(ElementType.URL), false))),
            Map.entry(
                    "v06-create",
                    new Request.Create(
                            X,
                            List.of(Element.of(1, "URL", "https://example.org/coil/1")
                                    .writtenAt(WRITTEN)),
                            false,
                            false)),
            Map.entry("v07-remove-elements", new Request.RemoveElements(X, List.of(1, 2))),
            Map.entry("v08-delete", new Request.Delete(X)),
            Map.entry("v09-get-site", new Request.GetSite()),
            Map.entry(
                    "v11-answer-mac-sha1",
                    new Request.AnswerChallenge(
                            "HS_SECKEY",
                            Reference.known(301, "0.NA/88.118.8"),
                            Bytes.hex("021d39427b3b26f98e45d19b31f1eddd296b2a41cf"))),
            Map.entry("v12-list-identifiers", new Request.ListIdentifiers(Identifier.known("0.NA/88.118.8"), FIRST)),
            Map.entry(
                    "w01-add-elements",
                    new Request.AddElements(
                            X, List.of(Element.of(3, "EMAIL", "a@b.cn").writtenAt(WRITTEN)), true)),
            Map.entry(
                    "w02-modify-elements",
                    new Request.ModifyElements(
                            X,
                            List.of(new Element(
                                    1,
                                    WRITTEN,
                                    Ttl.DEFAULT,
                                    Permissions.DEFAULT,
                                    ElementType.URL,
                                    Bytes.utf8("https://example.org/2"),
                                    List.of(Reference.known(2, "88.118.8/Y")))))),
            Map.entry("w03-unhome-prefix", new Request.UnhomePrefix(Identifier.known("0.NA/88.118.9"))),
            Map.entry("w04-list-homed-prefixes", new Request.ListHomedPrefixes(FIRST)),
            Map.entry(
                    "w05-verify-answer",
                    new Request.VerifyAnswer(
                            Reference.known(301, "0.NA/88.118.8"),
                            Bytes.hex("000102030405060708090a0b0c0d0e0f"),
                            Bytes.hex("02" + "a1".repeat(20)),
                            Bytes.hex("02" + "b2".repeat(20)))),
            Map.entry(
                    "w06-set-up-session-dh",
                    new Request.SetUpSession(4, 600, Optional.of(USER), Bytes.hex("c3".repeat(12)), Optional.empty())),
            Map.entry("w07-end-session", new Request.EndSession()),
            Map.entry("w08-exchange-key", new Request.ExchangeKey(Bytes.hex("d4".repeat(16)))),
            Map.entry("w09-home-prefix", new Request.HomePrefix(Identifier.known("0.NA/88.118.9"))),
            Map.entry(
                    "w10-retrieve-transactions",
                    new Request.Unknown(
                            1001,
                            Bytes.hex("00" + "0000000000000007" + "0000000000000008" + "02" + "0000000100000000"))),
            Map.entry("l01-resolve", new Request.Resolve(Identifier.known("88.118.8/Coil-7"), Selection.PUBLIC)),
            Map.entry(
                    "l02-resolve-keep-connection",
                    new Request.Resolve(Identifier.known("88.118.8/Coil-7"), Selection.PUBLIC)),
            Map.entry(
                    "n08-login-answer",
                    new Request.AnswerChallenge(
                            "HS_PUBKEY", USER, Vector.bytes("n08-login-answer").slice(83, 354))),
            Map.entry(
                    "n14-create",
                    new Request.Create(
                            X,
                            List.of(
                                    Element.of(1001, "TEMPLATE", "1.0").writtenAt(WRITTEN),
                                    Element.of(2000, "name", "H26B04521-03").writtenAt(WRITTEN)),
                            false,
                            false)),
            Map.entry("n15-remove-element", new Request.RemoveElements(X, List.of(2000))),
            Map.entry("n16-home-bare-prefix", new Request.HomePrefix(Identifier.known("0.NA/88.118.9"))));

    /** Vectors with something in them that is tolerated and dropped. */
    private static final Map<String, Request> TOLERATED = Map.of(
            "n01-resolve-auth-string", new Request.Resolve(X, Selection.PUBLIC),
            "n02-resolve-bare-prefix",
                    new Request.Resolve(
                            Identifier.known("0.NA/88.118.8"),
                            new Selection(List.of(), List.of(ElementType.HS_SITE), true)),
            "n04-heart-beat", new Request.Resolve(Identifier.known("0"), Selection.PUBLIC),
            "n03-resolve-auth-string-tok", new Request.Resolve(X, Selection.PUBLIC),
            "n06-login", new Request.Unknown(2001, Bytes.hex("0000000e38382e3131382e382f61646d696e0000012c")),
            "n17-set-up-session", new Request.SetUpSession(3, 86400, Optional.empty(), Bytes.EMPTY, Optional.of(USER)));

    @ParameterizedTest
    @MethodSource("exact")
    void vectorIsReadAndWrittenAgain(String name, Request expected) throws Exception {
        Message message = Vector.message(name);

        Request request = RequestCodec.read(message);
        Message written = RequestCodec.write(message.envelope(), message.header(), request);

        assertThat(request).isEqualTo(expected);
        assertThat(written.bytes()).isEqualTo(message.bytes());
        assertThat(written.envelope()).isEqualTo(message.envelope());
        assertThat(written.header()).isEqualTo(message.header());
    }

    static Stream<Object[]> exact() {
        return EXACT.entrySet().stream().map(e -> new Object[] {e.getKey(), e.getValue()});
    }

    @ParameterizedTest
    @MethodSource("tolerated")
    void vectorOfAnOddClientIsRead(String name, Request expected) throws Exception {
        Request request = RequestCodec.read(Vector.message(name));

        assertThat(request).isEqualTo(expected);
    }

    static Stream<Object[]> tolerated() {
        return TOLERATED.entrySet().stream().map(e -> new Object[] {e.getKey(), e.getValue()});
    }

    @Test
    void everyRequestOfTheProtocolHasAVector() {
        Set<Class<?>> others = new HashSet<>(leaves(Request.class));
        EXACT.values().forEach(request -> others.remove(request.getClass()));

        assertThat(others)
                .containsExactlyInAnyOrder(
                        Request.GetHistory.class,
                        Request.Update.class,
                        Request.AdmitPrefix.class,
                        Request.Parcel.class,
                        Request.NextParcel.class,
                        Request.FirstVerdict.class,
                        Request.GetStatistics.class,
                        Request.Search.class,
                        Request.SuggestIdentifier.class,
                        Request.ResolveAnywhere.class,
                        Request.PutEnterprise.class,
                        Request.AdvanceEnterprise.class,
                        Request.AdvancePrefix.class,
                        Request.SetQuota.class,
                        Request.AddUser.class,
                        Request.SetUserKey.class,
                        Request.RemoveUser.class,
                        Request.ListEnterprises.class,
                        Request.ListUsers.class);
    }

    @Test
    void requestsOfOtherProtocolsAreNotWritten() {
        List<Request> foreign = List.of(
                new Request.GetHistory(X, FIRST),
                new Request.Update(X, List.of(), List.of(1), OptionalLong.empty()),
                new Request.AdmitPrefix(Identifier.known("0.NA/88.118.9"), List.of()));

        for (Request request : foreign) {
            assertThat(RequestCodec.op(request)).isEmpty();
            assertThatThrownBy(() -> RequestCodec.write(Envelope.ofRequest(0, 1), Header.ofRequest(0, 0), request))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void spellingOfTheIdentifierIsKept() throws Exception {
        Request.Resolve resolve = (Request.Resolve) RequestCodec.read(Vector.message("n02-resolve-bare-prefix"));

        assertThat(resolve.identifier().text()).isEqualTo("88.118.8");
    }

    @Test
    void flagsOfTheHeaderBecomePartOfTheRequest() throws Exception {
        Message create = Vector.message("v06-create");
        Header header = create.header().withFlags(OpFlags.OVERWRITE | OpFlags.MINT_SUFFIX);
        Request.Create plain = (Request.Create) RequestCodec.read(create);
        Request.Create forced = new Request.Create(plain.identifier(), plain.elements(), true, true);

        Message written = RequestCodec.write(create.envelope(), create.header().withFlags(0), forced);

        assertThat(written.header().flags()).isEqualTo(header.flags());
        assertThat(RequestCodec.read(MessageCodec.read(written.bytes()))).isEqualTo(forced);
    }

    @Test
    void everyOperationKnowsItsCode() {
        assertThat(Arrays.stream(Op.values()).map(op -> Op.of(op.code()))).containsExactly(Op.values());
        assertThat(Op.of(4711)).isEqualTo(Op.UNKNOWN);
    }

    @Test
    void elementsSurviveByteForByte() throws Exception {
        Request.ModifyElements modify =
                (Request.ModifyElements) RequestCodec.read(Vector.message("w02-modify-elements"));

        Bytes bytes = Elements.of(modify.elements()).bytes();

        assertThat(Vector.bytes("w02-modify-elements").hex()).contains(bytes.hex());
    }

    private static List<Class<?>> leaves(Class<?> type) {
        if (!type.isSealed()) {
            return List.of(type);
        }
        return Arrays.stream(type.getPermittedSubclasses())
                .flatMap(sub -> leaves(sub).stream())
                .toList();
    }
}
