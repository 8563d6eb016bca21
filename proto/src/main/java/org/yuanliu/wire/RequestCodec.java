package org.yuanliu.wire;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Page;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;

/**
 * Bodies of requests (wire reference, section 7). What is left behind a body's last field is an error, with two
 * exceptions: national clients put an authorisation string behind a resolution, which is skipped; and the clients in use
 * count a session set-up two bytes too long and leave zeros there. Which page of a list is wanted is not on the wire:
 * a list begins at its first entry.
 */
public final class RequestCodec {
    /** What the clients in use write where a text is demanded and ignored. */
    private static final Bytes IGNORED = Bytes.utf8("/");

    private static final int INDEX_ABSENT = -1;
    private static final int SURPLUS_OF_SESSION_SETUP = 2;
    private static final int MODE_CLIENT_KEY = 1;
    private static final int MODE_KEY_IN_RECORD = 3;
    private static final int MODE_DIFFIE_HELLMAN = 4;

    private static final Map<Class<? extends Request>, Op> OPS = Map.ofEntries(
            entry(Request.Resolve.class, Op.RESOLVE),
            entry(Request.GetSite.class, Op.GET_SITE),
            entry(Request.ListIdentifiers.class, Op.LIST_IDENTIFIERS),
            entry(Request.ListHomedPrefixes.class, Op.LIST_HOMED_PREFIXES),
            entry(Request.Create.class, Op.CREATE),
            entry(Request.Delete.class, Op.DELETE),
            entry(Request.AddElements.class, Op.ADD_ELEMENTS),
            entry(Request.RemoveElements.class, Op.REMOVE_ELEMENTS),
            entry(Request.ModifyElements.class, Op.MODIFY_ELEMENTS),
            entry(Request.HomePrefix.class, Op.HOME_PREFIX),
            entry(Request.UnhomePrefix.class, Op.UNHOME_PREFIX),
            entry(Request.AnswerChallenge.class, Op.ANSWER_CHALLENGE),
            entry(Request.VerifyAnswer.class, Op.VERIFY_ANSWER),
            entry(Request.SetUpSession.class, Op.SET_UP_SESSION),
            entry(Request.EndSession.class, Op.END_SESSION),
            entry(Request.ExchangeKey.class, Op.EXCHANGE_KEY));

    private RequestCodec() {}

    /**
     * Reads the request in a message; an operation that is not known here becomes {@link Request.Unknown}.
     *
     * @throws MalformedMessage if the body does not have the shape that its operation demands, or the message is a response
     */
    public static Request read(Message message) throws MalformedMessage {
        Header header = message.header();
        if (header.opCode() == 0 || header.responseCode() != 0) {
            throw WireReader.malformed("it is no request");
        }
        WireReader in = new WireReader(message.body());
        Request request = read(header, in);
        in.end();
        return request;
    }

    private static Request read(Header header, WireReader in) throws MalformedMessage {
        return switch (header.op()) {
            case RESOLVE -> readResolve(header, in);
            case GET_SITE -> skipping(in, new Request.GetSite());
            case CREATE ->
                new Request.Create(
                        in.identifier(),
                        in.elements().list(),
                        header.has(OpFlags.OVERWRITE),
                        header.has(OpFlags.MINT_SUFFIX));
            case DELETE -> new Request.Delete(in.identifier());
            case ADD_ELEMENTS ->
                new Request.AddElements(in.identifier(), in.elements().list(), header.has(OpFlags.OVERWRITE));
            case REMOVE_ELEMENTS -> new Request.RemoveElements(in.identifier(), in.integers());
            case MODIFY_ELEMENTS ->
                new Request.ModifyElements(in.identifier(), in.elements().list());
            case LIST_IDENTIFIERS -> new Request.ListIdentifiers(in.identifier(), Page.first(Page.MAX_LIMIT));
            case HOME_PREFIX -> new Request.HomePrefix(in.identifier());
            case UNHOME_PREFIX -> new Request.UnhomePrefix(in.identifier());
            case LIST_HOMED_PREFIXES -> skipping(in, new Request.ListHomedPrefixes(Page.first(Page.MAX_LIMIT)));
            case ANSWER_CHALLENGE -> new Request.AnswerChallenge(in.str(), in.reference(), in.bytes());
            case VERIFY_ANSWER -> new Request.VerifyAnswer(in.reference(), in.bytes(), in.bytes(), in.bytes());
            case SET_UP_SESSION -> readSetUpSession(in);
            case END_SESSION -> skipping(in, new Request.EndSession());
            case EXCHANGE_KEY -> new Request.ExchangeKey(in.bytes());
            case LIST_DERIVED_PREFIXES,
                    NEXT_TRANSACTION,
                    RETRIEVE_TRANSACTIONS,
                    DUMP_RECORDS,
                    BACK_UP_SERVER,
                    PASSWORD_LOGIN,
                    LOGIN,
                    UNKNOWN -> new Request.Unknown(header.opCode(), in.rest());
        };
    }

    private static Request skipping(WireReader in, Request request) throws MalformedMessage {
        in.bytes();
        return request;
    }

    private static Request readResolve(Header header, WireReader in) throws MalformedMessage {
        Identifier identifier = in.identifier();
        List<Integer> indexes = in.integers();
        List<ElementType> types = readTypes(in);
        if (in.remaining() > 0) {
            in.bytes();
        }
        boolean publicOnly = header.has(OpFlags.PUBLIC_ONLY);
        if (indexes.isEmpty() && types.isEmpty()) {
            return new Request.Resolve(identifier, publicOnly ? Selection.PUBLIC : Selection.ALL);
        }
        return new Request.Resolve(identifier, new Selection(indexes, types, publicOnly));
    }

    private static List<ElementType> readTypes(WireReader in) throws MalformedMessage {
        int n = in.count(4);
        if (n == 0) {
            return List.of();
        }
        List<ElementType> types = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            types.add(new ElementType(in.str()));
        }
        return types;
    }

    private static Request readSetUpSession(WireReader in) throws MalformedMessage {
        int mode = in.u2();
        int timeoutSeconds = in.u4();
        Optional<Reference> identity = readOptional(in);
        boolean keySent = mode == MODE_CLIENT_KEY || mode == MODE_DIFFIE_HELLMAN;
        Bytes publicKey = keySent ? in.bytes() : Bytes.EMPTY;
        Optional<Reference> exchangeKey = mode == MODE_KEY_IN_RECORD ? readOptional(in) : Optional.empty();
        in.endAfterZeros(SURPLUS_OF_SESSION_SETUP);
        return new Request.SetUpSession(mode, timeoutSeconds, identity, publicKey, exchangeKey);
    }

    private static Optional<Reference> readOptional(WireReader in) throws MalformedMessage {
        Bytes identifier = in.bytes();
        int index = in.u4();
        return identifier.isEmpty() ? Optional.empty() : Optional.of(new Reference(Identifier.of(identifier), index));
    }

    /**
     * Writes a request. The operation, and the flags that belong to it (PO of a resolution, OWE, MNS), come from the
     * request, all else from the two templates.
     *
     * @param envelope its length is filled in
     * @param header operation, response code and length are filled in
     * @throws IllegalArgumentException if the request has no operation in the Handle protocol
     */
    public static Message write(Envelope envelope, Header header, Request request) {
        Header made = header.withOp(opCode(request)).withFlags(flags(request, header.flags()));
        WireWriter out = MessageCodec.open(envelope, made, 128);
        if (request instanceof Request.Query query) {
            write(query, out);
        } else if (request instanceof Request.Change change) {
            write(change, out);
        } else {
            write((Request.Dialogue) request, out);
        }
        return MessageCodec.close(out, envelope, made);
    }

    private static int opCode(Request request) {
        if (request instanceof Request.Unknown unknown) {
            return unknown.opCode();
        }
        return op(request)
                .orElseThrow(() -> new IllegalArgumentException(request + " is not in the Handle protocol"))
                .code();
    }

    /** The operation of a request; empty for those that only other protocols know, and for {@link Request.Unknown}. */
    public static Optional<Op> op(Request request) {
        return Optional.ofNullable(OPS.get(request.getClass()));
    }

    private static int flags(Request request, int flags) {
        if (request instanceof Request.Resolve resolve) {
            return set(flags, OpFlags.PUBLIC_ONLY, resolve.selection().publicOnly());
        }
        if (request instanceof Request.Create create) {
            return set(set(flags, OpFlags.OVERWRITE, create.overwrite()), OpFlags.MINT_SUFFIX, create.mint());
        }
        if (request instanceof Request.AddElements add) {
            return set(flags, OpFlags.OVERWRITE, add.overwrite());
        }
        return flags;
    }

    private static int set(int flags, int flag, boolean on) {
        return on ? flags | flag : flags & ~flag;
    }

    private static void write(Request.Query query, WireWriter out) {
        if (query instanceof Request.Resolve resolve) {
            out.identifier(resolve.identifier()).integers(resolve.selection().indexes());
            out.u4(resolve.selection().types().size());
            resolve.selection().types().forEach(type -> out.str(type.name()));
        } else if (query instanceof Request.ListIdentifiers list) {
            out.identifier(list.prefixRecord());
        } else {
            out.bytes(IGNORED);
        }
    }

    private static void write(Request.Change change, WireWriter out) {
        out.identifier(change.identifier());
        if (change instanceof Request.Create create) {
            out.elements(Elements.of(create.elements()));
        } else if (change instanceof Request.AddElements add) {
            out.elements(Elements.of(add.elements()));
        } else if (change instanceof Request.ModifyElements modify) {
            out.elements(Elements.of(modify.elements()));
        } else if (change instanceof Request.RemoveElements remove) {
            out.integers(remove.indexes());
        }
    }

    private static void write(Request.Dialogue dialogue, WireWriter out) {
        if (dialogue instanceof Request.AnswerChallenge answer) {
            out.str(answer.authType()).reference(answer.key()).bytes(answer.answer());
        } else if (dialogue instanceof Request.VerifyAnswer verify) {
            out.reference(verify.key())
                    .bytes(verify.nonce())
                    .bytes(verify.requestDigest())
                    .bytes(verify.answer());
        } else if (dialogue instanceof Request.SetUpSession setUp) {
            writeSetUpSession(setUp, out);
        } else if (dialogue instanceof Request.EndSession) {
            out.bytes(IGNORED);
        } else if (dialogue instanceof Request.ExchangeKey exchange) {
            out.bytes(exchange.encryptedSecret());
        } else if (dialogue instanceof Request.Unknown unknown) {
            out.raw(unknown.body());
        }
    }

    private static void writeSetUpSession(Request.SetUpSession setUp, WireWriter out) {
        out.u2(setUp.mode()).u4(setUp.timeoutSeconds());
        writeOptional(setUp.identity(), out);
        if (setUp.mode() == MODE_CLIENT_KEY || setUp.mode() == MODE_DIFFIE_HELLMAN) {
            out.bytes(setUp.publicKey());
        } else if (setUp.mode() == MODE_KEY_IN_RECORD) {
            writeOptional(setUp.exchangeKey(), out);
        }
    }

    private static void writeOptional(Optional<Reference> reference, WireWriter out) {
        reference.ifPresentOrElse(out::reference, () -> out.bytes(Bytes.EMPTY).u4(INDEX_ABSENT));
    }
}
