package org.yuanliu.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;

/**
 * Bodies of responses (wire reference, sections 5 and 7), behind a request digest if RD is set. Reading follows the
 * clients in use: what is left behind the last known field is skipped.
 */
public final class ResponseCodec {
    private static final int SERVER_BACKUP = 7;
    private static final int VALUE_EXISTS = 201;
    private static final int INVALID_VALUE = 202;
    private static final int CHALLENGE = 402;
    private static final int VALID = 1;
    private static final int MIN_NAME = 4 + 1;

    private ResponseCodec() {}

    /**
     * Reads the body of a response.
     *
     * @throws MalformedMessage if it does not have the shape that operation and code demand, or is a request
     */
    public static Response read(Message message) throws MalformedMessage {
        Header header = message.header();
        WireReader in = new WireReader(message.body());
        if (header.has(OpFlags.REQUEST_DIGEST)) {
            RequestDigest.read(in);
        }
        int code = codeFrom(message.envelope().version(), header.responseCode());
        return switch (code) {
            case 0 -> throw WireReader.malformed("it is no response");
            case Header.SUCCESS -> readSuccess(header.op(), in);
            case CHALLENGE -> new Response.ChallengeIssued(in.bytes());
            case Response.Referral.SERVICE, Response.Referral.PREFIX -> readReferral(code, in);
            default -> readFailure(code, in);
        };
    }

    /** The request digest of a response that has one. */
    public static Optional<RequestDigest> digest(Message message) throws MalformedMessage {
        return message.header().has(OpFlags.REQUEST_DIGEST)
                ? Optional.of(RequestDigest.read(new WireReader(message.body())))
                : Optional.empty();
    }

    private static Response readSuccess(Op op, WireReader in) throws MalformedMessage {
        return switch (op) {
            case RESOLVE -> new Response.Resolved(in.identifier(), in.elements());
            case GET_SITE -> new Response.SiteData(in.rest());
            case CREATE -> new Response.Created(in.remaining() > 0 ? Optional.of(in.identifier()) : Optional.empty());
            case LIST_IDENTIFIERS, LIST_HOMED_PREFIXES, LIST_DERIVED_PREFIXES -> new Response.Names(readNames(in));
            case VERIFY_ANSWER -> new Response.Verified((in.u1() & VALID) != 0);
            case SET_UP_SESSION -> new Response.SessionReady(in.u2(), in.bytes());
            case DELETE,
                    ADD_ELEMENTS,
                    REMOVE_ELEMENTS,
                    MODIFY_ELEMENTS,
                    HOME_PREFIX,
                    UNHOME_PREFIX,
                    ANSWER_CHALLENGE,
                    END_SESSION,
                    EXCHANGE_KEY,
                    LOGIN -> new Response.Empty();
            case NEXT_TRANSACTION, RETRIEVE_TRANSACTIONS, DUMP_RECORDS, BACK_UP_SERVER, PASSWORD_LOGIN, UNKNOWN ->
                new Response.Other(in.rest());
        };
    }

    private static List<Identifier> readNames(WireReader in) throws MalformedMessage {
        int n = in.count(MIN_NAME);
        List<Identifier> names = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            names.add(in.identifier());
        }
        return names;
    }

    private static Response readReferral(int code, WireReader in) throws MalformedMessage {
        Bytes identifier = in.bytes();
        Elements elements = in.remaining() > 0 ? in.elements() : Elements.NONE;
        return new Response.Referral(
                code, identifier.isEmpty() ? Optional.empty() : Optional.of(Identifier.of(identifier)), elements);
    }

    private static Response readFailure(int code, WireReader in) throws MalformedMessage {
        String message = in.bytes().utf8();
        return new Response.Failure(code, message, in.remaining() >= 4 ? in.integers() : List.of());
    }

    /** Writes a response; {@link Message#bytes()} of the result go out as they are. */
    public static Message write(ResponseFrame frame, Response response) {
        int code = codeFor(frame.envelope().version(), code(response));
        Header header = frame.header().withResponseCode(code);
        WireWriter out = MessageCodec.open(frame.envelope(), header, expectedSize(response));
        frame.digest().ifPresent(digest -> digest.write(out));
        if (response instanceof Response.Resolved resolved) {
            out.identifier(resolved.identifier()).elements(resolved.elements());
        } else if (response instanceof Response.Failure failure) {
            writeFailure(failure, out);
        } else {
            writeRare(response, out);
        }
        return MessageCodec.close(out, frame.envelope(), header);
    }

    private static int code(Response response) {
        if (response instanceof Response.Failure failure) {
            return failure.code();
        }
        if (response instanceof Response.Referral referral) {
            return referral.code();
        }
        return response instanceof Response.ChallengeIssued ? CHALLENGE : Header.SUCCESS;
    }

    /** Peers before 2.5 know fewer codes, and 303 means to them what 7 means today (wire reference, section 2). */
    private static int codeFor(ProtocolVersion version, int code) {
        if (version.atLeast(2, 5)) {
            return code;
        }
        return switch (code) {
            case INVALID_VALUE -> VALUE_EXISTS;
            case SERVER_BACKUP -> Response.Referral.PREFIX;
            default -> code;
        };
    }

    private static int codeFrom(ProtocolVersion version, int code) {
        return code == Response.Referral.PREFIX && !version.atLeast(2, 5) ? SERVER_BACKUP : code;
    }

    /** Exact for the common answer, so that its one copy is the only one. */
    private static int expectedSize(Response response) {
        int digest = 33;
        return response instanceof Response.Resolved resolved
                ? digest
                        + 8
                        + resolved.identifier().bytes().length()
                        + resolved.elements().bytes().length()
                : digest + 128;
    }

    private static void writeFailure(Response.Failure failure, WireWriter out) {
        out.str(failure.message());
        if (!failure.indexes().isEmpty()) {
            out.integers(failure.indexes());
        }
    }

    private static void writeRare(Response response, WireWriter out) {
        if (response instanceof Response.SiteData data) {
            out.raw(data.site());
        } else if (response instanceof Response.Created created) {
            created.identifier().ifPresent(out::identifier);
        } else if (response instanceof Response.Names names) {
            out.u4(names.names().size());
            names.names().forEach(out::identifier);
        } else if (response instanceof Response.ChallengeIssued challenge) {
            out.bytes(challenge.nonce());
        } else if (response instanceof Response.Verified verified) {
            out.u1(verified.valid() ? VALID : 0);
        } else if (response instanceof Response.SessionReady session) {
            out.u2(session.mode()).bytes(session.data());
        } else if (response instanceof Response.Referral referral) {
            writeReferral(referral, out);
        } else if (response instanceof Response.Other other) {
            out.raw(other.body());
        }
    }

    /** An identifier and no count, or no identifier and elements: the two forms that all readers agree on. */
    private static void writeReferral(Response.Referral referral, WireWriter out) {
        referral.identifier()
                .ifPresentOrElse(out::identifier, () -> out.bytes(Bytes.EMPTY).elements(referral.elements()));
    }
}
