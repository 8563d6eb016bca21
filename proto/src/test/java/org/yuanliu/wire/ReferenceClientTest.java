package org.yuanliu.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.handle.hdllib.AbstractMessage;
import net.handle.hdllib.AbstractRequest;
import net.handle.hdllib.AddValueRequest;
import net.handle.hdllib.ChallengeAnswerRequest;
import net.handle.hdllib.Common;
import net.handle.hdllib.CreateHandleRequest;
import net.handle.hdllib.DeleteHandleRequest;
import net.handle.hdllib.Encoder;
import net.handle.hdllib.GenericRequest;
import net.handle.hdllib.HandleValue;
import net.handle.hdllib.HomeNaRequest;
import net.handle.hdllib.ListHandlesRequest;
import net.handle.hdllib.ListNAsRequest;
import net.handle.hdllib.MessageEnvelope;
import net.handle.hdllib.ModifyValueRequest;
import net.handle.hdllib.RemoveValueRequest;
import net.handle.hdllib.ResolutionRequest;
import net.handle.hdllib.SessionExchangeKeyRequest;
import net.handle.hdllib.SessionSetupRequest;
import net.handle.hdllib.UnhomeNaRequest;
import net.handle.hdllib.ValueReference;
import net.handle.hdllib.VerifyAuthRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Page;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;
import org.yuanliu.model.Ttl;

/** Requests: what the reference client writes we read, and what we write it reads as the same. */
class ReferenceClientTest {
    private static final byte[] X = utf8("88.118.8/X");
    private static final byte[] ADMIN = utf8("88.118.8/admin");
    private static final byte[] PREFIX = utf8("0.NA/88.118.9");
    private static final byte[] BLOB = {9, 8, 7, 6, 5};
    private static final byte SHA1 = 2;
    private static final Identifier OUR_X = Identifier.known("88.118.8/X");
    private static final Identifier OUR_PREFIX = Identifier.known("0.NA/88.118.9");
    private static final Reference OUR_ADMIN = Reference.known(300, "88.118.8/admin");
    private static final Bytes OUR_BLOB = Bytes.wrap(BLOB);
    private static final Page FIRST = Page.first(Page.MAX_LIMIT);

    static Stream<Object[]> pairs() {
        return Stream.concat(queriesAndChanges(), dialogues());
    }

    private static Stream<Object[]> queriesAndChanges() {
        return Stream.of(
                pair(new ResolutionRequest(X, null, null, null), new Request.Resolve(OUR_X, Selection.PUBLIC)),
                pair(
                        new ResolutionRequest(X, new byte[][] {utf8("URL"), utf8("HS_")}, new int[] {1, 300}, null),
                        new Request.Resolve(
                                OUR_X,
                                new Selection(
                                        List.of(1, 300), List.of(ElementType.URL, new ElementType("HS_")), true))),
                pair(
                        new GenericRequest(Common.BLANK_HANDLE, AbstractMessage.OC_GET_SITE_INFO, null),
                        new Request.GetSite()),
                pair(new CreateHandleRequest(X, values(), null), new Request.Create(OUR_X, elements(), false, false)),
                pair(
                        overwriting(new CreateHandleRequest(X, values(), null)),
                        new Request.Create(OUR_X, elements(), true, true)),
                pair(new DeleteHandleRequest(X, null), new Request.Delete(OUR_X)),
                pair(new AddValueRequest(X, values(), null), new Request.AddElements(OUR_X, elements(), false)),
                pair(
                        new RemoveValueRequest(X, new int[] {1, 7}, null),
                        new Request.RemoveElements(OUR_X, List.of(1, 7))),
                pair(new ModifyValueRequest(X, values(), null), new Request.ModifyElements(OUR_X, elements())),
                pair(new ListHandlesRequest(PREFIX, null), new Request.ListIdentifiers(OUR_PREFIX, FIRST)),
                pair(new ListNAsRequest(Common.BLANK_HANDLE, null), new Request.ListHomedPrefixes(FIRST)),
                pair(new HomeNaRequest(PREFIX, null), new Request.HomePrefix(OUR_PREFIX)),
                pair(new UnhomeNaRequest(PREFIX, null), new Request.UnhomePrefix(OUR_PREFIX)));
    }

    private static Stream<Object[]> dialogues() {
        return Stream.of(
                pair(
                        new ChallengeAnswerRequest(Common.SECRET_KEY_TYPE, ADMIN, 300, BLOB, null),
                        new Request.AnswerChallenge("HS_SECKEY", OUR_ADMIN, OUR_BLOB)),
                pair(
                        new VerifyAuthRequest(ADMIN, BLOB, new byte[20], SHA1, BLOB, 300, null),
                        new Request.VerifyAnswer(OUR_ADMIN, OUR_BLOB, Bytes.wrap(new byte[20]), OUR_BLOB)),
                pair(
                        new GenericRequest(Common.BLANK_HANDLE, AbstractMessage.OC_SESSION_TERMINATE, null),
                        new Request.EndSession()),
                pair(new SessionExchangeKeyRequest(BLOB), new Request.ExchangeKey(OUR_BLOB)),
                pair(
                        setUp(1, true),
                        new Request.SetUpSession(1, 60, Optional.of(OUR_ADMIN), OUR_BLOB, Optional.empty())),
                pair(setUp(2, false), new Request.SetUpSession(2, 60, Optional.empty(), Bytes.EMPTY, Optional.empty())),
                pair(
                        setUp(3, true),
                        new Request.SetUpSession(3, 60, Optional.of(OUR_ADMIN), Bytes.EMPTY, Optional.of(OUR_ADMIN))),
                pair(setUp(4, false), new Request.SetUpSession(4, 60, Optional.empty(), OUR_BLOB, Optional.empty())));
    }

    private static Object[] pair(AbstractRequest theirs, Request ours) {
        return new Object[] {theirs, ours};
    }

    private static AbstractRequest overwriting(AbstractRequest request) {
        request.overwriteWhenExists = true;
        request.mintNewSuffix = true;
        return request;
    }

    private static SessionSetupRequest setUp(int mode, boolean identified) {
        SessionSetupRequest request = new SessionSetupRequest();
        request.keyExchangeMode = mode;
        request.timeout = 60;
        if (identified) {
            request.identityHandle = ADMIN;
            request.identityIndex = 300;
        }
        request.publicKey = BLOB;
        request.exchangeKeyHandle = ADMIN;
        request.exchangeKeyIndex = 300;
        return request;
    }

    static HandleValue[] values() {
        HandleValue plain = new HandleValue(1, "URL", "https://example.org/\u6e90");
        HandleValue rich = new HandleValue(
                7,
                utf8("HS_SECKEY"),
                BLOB,
                HandleValue.TTL_TYPE_ABSOLUTE,
                2_000_000_000,
                1_700_000_000,
                new ValueReference[] {new ValueReference(ADMIN, 300)},
                true,
                true,
                false,
                true);
        return new HandleValue[] {plain, rich};
    }

    static List<Element> elements() {
        return List.of(
                Element.of(1, "URL", "https://example.org/\u6e90"),
                new Element(
                        7,
                        1_700_000_000,
                        new Ttl(true, 2_000_000_000),
                        new Permissions(0b1101),
                        ElementType.HS_SECKEY,
                        OUR_BLOB,
                        List.of(OUR_ADMIN)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void requestOfTheReferenceClientIsRead(AbstractRequest theirs, Request expected) throws Exception {
        Message received = MessageCodec.read(bytes(theirs));

        assertThat(RequestCodec.read(received)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void requestOfOursIsReadByTheReferenceClient(AbstractRequest expected, Request ours) throws Exception {
        Message sent = RequestCodec.write(
                Envelope.ofRequest(0, 17), Header.ofRequest(OpFlags.CLIENT_DEFAULT, 2_000_000_000), ours);

        AbstractMessage received = decode(sent.bytes());

        assertThat(received.opCode).isEqualTo(expected.opCode);
        assertThat(body(received)).isEqualTo(body(expected));
        assertThat(received.overwriteWhenExists).isEqualTo(expected.overwriteWhenExists);
        assertThat(received.mintNewSuffix).isEqualTo(expected.mintNewSuffix);
        assertThat(received.requestId).isEqualTo(17);
    }

    /** The message as the reference client writes it: envelope and all. */
    static Bytes bytes(AbstractMessage message) throws Exception {
        message.majorProtocolVersion = 2;
        message.minorProtocolVersion = 11;
        message.suggestMajorProtocolVersion = 2;
        message.suggestMinorProtocolVersion = 11;
        message.expiration = 2_000_000_000;
        byte[] payload = message.getEncodedMessage();
        MessageEnvelope envelope = new MessageEnvelope();
        envelope.protocolMajorVersion = 2;
        envelope.protocolMinorVersion = 11;
        envelope.suggestMajorProtocolVersion = 2;
        envelope.suggestMinorProtocolVersion = 11;
        envelope.sessionId = message.sessionId;
        envelope.requestId = message.requestId;
        envelope.messageLength = payload.length;
        byte[] head = new byte[Common.MESSAGE_ENVELOPE_SIZE];
        Encoder.encodeEnvelope(envelope, head);
        return Bytes.wrap(head).concat(Bytes.wrap(payload));
    }

    /** What the reference client makes of our bytes. */
    static AbstractMessage decode(Bytes bytes) throws Exception {
        MessageEnvelope envelope = new MessageEnvelope();
        Encoder.decodeEnvelope(bytes.toArray(), envelope);
        return Encoder.decodeMessage(bytes.toArray(), Common.MESSAGE_ENVELOPE_SIZE, envelope);
    }

    /** The body as the reference client would write it. */
    static Bytes body(AbstractMessage message) throws Exception {
        message.clearBuffers();
        return MessageCodec.read(bytes(message)).body();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
