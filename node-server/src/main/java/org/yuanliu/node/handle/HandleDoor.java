package org.yuanliu.node.handle;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Caller;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.node.auth.Challenges;
import org.yuanliu.node.auth.Session;
import org.yuanliu.node.auth.Sessions;
import org.yuanliu.node.auth.Trust;
import org.yuanliu.node.ops.Malformed;
import org.yuanliu.node.ops.QuietLog;
import org.yuanliu.node.registry.Registry;
import org.yuanliu.wire.Credential;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.Header;
import org.yuanliu.wire.Message;
import org.yuanliu.wire.MessageCodec;
import org.yuanliu.wire.Op;
import org.yuanliu.wire.OpFlags;
import org.yuanliu.wire.RequestCodec;
import org.yuanliu.wire.Response;
import org.yuanliu.wire.ResponseCodec;
import org.yuanliu.wire.ResponseFrame;
import org.yuanliu.wire.SignedBytes;
import org.yuanliu.wire.SiteCodec;

/**
 * The door for the Handle protocol: an envelope comes in, is opened, judged by the registry, answered (wire reference,
 * sections 2 to 9). A plain question is answered on the calling thread; signatures, key agreement and proofs run on the
 * workers. Thread-safe.
 *
 * <p>Answers are never answered, or two servers could be talked into sending errors to each other for ever. A request's
 * expiration time is not looked at, as in the reference: clocks differ, and digests and counters keep replays out.
 */
public final class HandleDoor implements Door {
    private static final QuietLog LOG = QuietLog.of(HandleDoor.class);

    private static final String UNASKED = "it is an answer, and nothing was asked";

    private static final int MOST_HOPS = 10;
    private static final int MOST_CHALLENGES = 100_000;
    private static final long MOST_CHALLENGED_BYTES = 64L << 20;
    private static final int ANSWER_LIFE_SECONDS = 43_200;
    private static final int HEAD = Envelope.BYTES + Header.BYTES;

    private final Malformed malformed = new Malformed("the Handle protocol");
    private final Registry registry;
    private final Sessions sessions;
    private final IntSupplier siteSerial;
    private final Clock clock;
    private final Challenges<Asked> challenges;
    private final Seal seal;
    private final Listing listing;
    private final Dialogue dialogue;

    /**
     * What time it is, and how time passes.
     *
     * @param steady only goes forward, evenly: for how long a challenge lives
     */
    public record Clocks(Clock wall, Clock steady) {
        /** Both in one. */
        public Clocks(Clock both) {
            this(both, both);
        }
    }

    /**
     * @param siteSerial of this node's site information, unsigned 16 bits
     * @param workers bounded pool for what takes time
     */
    public HandleDoor(
            Registry registry,
            Trust trust,
            IntSupplier siteSerial,
            Executor workers,
            Clocks clocks,
            SecureRandom random) {
        this.registry = registry;
        this.sessions = trust.sessions();
        this.siteSerial = siteSerial;
        this.clock = clocks.wall();
        this.challenges = new Challenges<>(MOST_CHALLENGES, MOST_CHALLENGED_BYTES, clocks.steady(), random);
        this.seal = new Seal(trust.nodeKey(), workers);
        this.listing = new Listing(registry, workers);
        this.dialogue = new Dialogue(trust, challenges, workers, this::perform);
    }

    /** What came whole but could not be read. */
    public Malformed malformed() {
        return malformed;
    }

    @Override
    public void serve(Bytes bytes, Line line, Replies replies) {
        Envelope envelope;
        try {
            envelope = Envelope.read(bytes);
        } catch (MalformedMessage e) {
            malformed.note(line.peer(), e.problem());
            replies.none();
            return;
        }
        try {
            Optional<Session> session = session(envelope);
            Message message = open(envelope, bytes, session);
            if (message.header().responseCode() == 0) {
                converse(message, session, new Exchange.Way(line, replies, seal));
            } else {
                malformed.note(line.peer(), UNASKED);
                replies.none();
            }
        } catch (MalformedMessage e) {
            malformed.note(line.peer(), e.problem());
            refuseUnread(envelope, bytes, e.problem(), replies);
        } catch (RuntimeException e) {
            LOG.error("answering a message failed", e);
            refuseUnread(envelope, bytes, Problem.of(Reason.INTERNAL_ERROR), replies);
        }
    }

    /** The session that the envelope names, or that of the challenge it names. */
    private Optional<Session> session(Envelope envelope) {
        int id = envelope.sessionId();
        if (id == 0) {
            return Optional.empty();
        }
        Optional<Session> session = sessions.find(id);
        return session.isPresent() ? session : challenges.asked(id).flatMap(Asked::session);
    }

    private static Message open(Envelope envelope, Bytes bytes, Optional<Session> session) throws MalformedMessage {
        if (!envelope.has(Envelope.ENCRYPTED)) {
            return MessageCodec.read(envelope, bytes, MessageCodec.MAX_LENGTH);
        }
        MessageCodec.checkLength(envelope, MessageCodec.MAX_LENGTH);
        Session found = session.orElseThrow(() -> new MalformedMessage(Reason.SESSION_TIMEOUT));
        return MessageCodec.decrypted(envelope, found.decrypt(bytes.slice(Envelope.BYTES, bytes.length())));
    }

    private void refuseUnread(Envelope envelope, Bytes bytes, Problem problem, Replies replies) {
        ResponseFrame frame = ResponseFrame.unread(envelope, siteSerial.getAsInt(), expiration());
        boolean headerReadable = bytes.length() >= HEAD && !envelope.has(Envelope.ENCRYPTED);
        if (headerReadable && bytes.u4(Envelope.BYTES + 4) != 0) {
            replies.none();
            return;
        }
        ResponseFrame known = headerReadable ? frame.withOp(bytes.u4(Envelope.BYTES)) : frame;
        replies.send(ResponseCodec.write(known, Response.Failure.of(problem)).bytes(), true);
    }

    private void converse(Message message, Optional<Session> session, Exchange.Way way) {
        ResponseFrame frame = ResponseFrame.to(message, siteSerial.getAsInt(), expiration());
        Caller stranger =
                caller(way.line(), way.line().identity(message.envelope().sessionId()));
        Exchange opened = new Exchange(message, frame, session, false, stranger, way);
        try {
            Exchange exchange = message.envelope().sessionId() == 0 ? opened : inSession(opened);
            if (exchange.header().has(OpFlags.ENCRYPT) && exchange.session().isEmpty()) {
                throw new MalformedMessage(Reason.MALFORMED_MESSAGE, "encrypted answers need a session");
            }
            if (exchange.header().recursionCount() > MOST_HOPS) {
                throw new MalformedMessage(Reason.RECURSION_TOO_DEEP, Integer.toString(MOST_HOPS));
            }
            perform(exchange, RequestCodec.read(message));
        } catch (MalformedMessage e) {
            if (e.problem().reason() == Reason.MALFORMED_MESSAGE) {
                malformed.note(way.line().peer(), e.problem());
            }
            opened.refuse(e.problem());
        }
    }

    /**
     * Believes that the message comes from the session it names if it carries its MAC with a fresh counter. The answer to
     * a challenge needs none: it proves itself. In a session without a key there is nothing to believe.
     */
    private Exchange inSession(Exchange opened) throws MalformedMessage {
        if (opened.session().isEmpty()
                && opened.header().op() != Op.EXCHANGE_KEY
                && sessions.waits(opened.envelope().sessionId())) {
            throw new MalformedMessage(Reason.SESSION_FAILED, "its key is missing, which operation 402 brings");
        }
        Optional<Credential> credential =
                opened.message().credential().filter(c -> c.type().equals(Credential.MAC));
        if (credential.isEmpty() || opened.header().op() == Op.ANSWER_CHALLENGE) {
            return opened;
        }
        Session session = opened.session().orElseThrow(() -> new MalformedMessage(Reason.SESSION_TIMEOUT));
        int counter = credential.get().counter();
        if (!session.macFits(
                SignedBytes.of(opened.message(), counter), credential.get().value())) {
            throw new MalformedMessage(Reason.INVALID_SESSION_KEY, "the MAC does not fit");
        }
        if (!session.admit(counter)) {
            throw new MalformedMessage(Reason.MESSAGE_REPLAYED);
        }
        return opened.in(session, caller(opened.line(), session.identity()));
    }

    private static Caller caller(Line line, Optional<Reference> identity) {
        return new Caller(identity, line.peer().getAddress());
    }

    private void perform(Exchange exchange, Request request) {
        if (Listing.isList(request)) {
            listing.answer(request, exchange, outcome -> tell(exchange, request, outcome));
        } else if (request instanceof Request.Query query) {
            registry.answer(anywhere(query, exchange), exchange.caller(), outcome -> tell(exchange, request, outcome));
        } else if (request instanceof Request.Change change) {
            registry.submit(
                    change, exchange.caller(), RetryKey.of(exchange), outcome -> tell(exchange, request, outcome));
        } else if (request instanceof Request.Dialogue said) {
            try {
                dialogue.answer(said, exchange);
            } catch (MalformedMessage e) {
                exchange.refuse(e.problem());
            }
        }
    }

    /** Clients that ask for recursion get the answer of the node where the identifier lives. */
    private static Request.Query anywhere(Request.Query query, Exchange exchange) {
        return query instanceof Request.Resolve question && exchange.header().has(OpFlags.RECURSIVE)
                ? new Request.ResolveAnywhere(question, exchange.header().recursionCount())
                : query;
    }

    private void tell(Exchange exchange, Request request, Outcome outcome) {
        if (outcome instanceof Outcome.Found found && found.version() == 0) {
            exchange.answer(
                    exchange.frame().without(OpFlags.AUTHORITATIVE),
                    new Response.Resolved(found.identifier(), found.elements()),
                    true);
        } else if (outcome instanceof Outcome.Found found) {
            exchange.answer(new Response.Resolved(found.identifier(), found.elements()));
        } else if (outcome instanceof Outcome.Written written) {
            exchange.answer(
                    request instanceof Request.Create
                            ? new Response.Created(Optional.of(written.identifier()))
                            : new Response.Empty());
        } else if (outcome instanceof Outcome.Refused refused) {
            refuse(exchange, refused.problem());
        } else if (outcome instanceof Outcome.Referred referral) {
            refer(exchange, referral);
        } else if (outcome instanceof Outcome.Site site) {
            exchange.answer(new Response.SiteData(SiteCodec.write(site.site())));
        } else {
            throw new IllegalArgumentException("no answer for " + outcome.getClass());
        }
    }

    private static void refer(Exchange exchange, Outcome.Referred referral) {
        if (exchange.header().has(OpFlags.DO_NOT_REFER)) {
            exchange.refuse(
                    Problem.of(Reason.NOT_RESPONSIBLE, referral.identifier().text()));
        } else {
            int code = referral.derived() ? Response.Referral.PREFIX : Response.Referral.SERVICE;
            exchange.answer(new Response.Referral(code, Optional.empty(), referral.sites()));
        }
    }

    private void refuse(Exchange exchange, Problem problem) {
        boolean stranger = exchange.caller().identity().isEmpty();
        if (problem.reason() == Reason.AUTHENTICATION_NEEDED && stranger) {
            dialogue.challenge(exchange);
        } else {
            exchange.refuse(problem);
        }
    }

    private int expiration() {
        return (int) (clock.millis() / 1000) + ANSWER_LIFE_SECONDS;
    }
}
