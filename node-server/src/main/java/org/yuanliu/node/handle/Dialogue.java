package org.yuanliu.node.handle;

import java.util.concurrent.Executor;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;
import org.yuanliu.node.auth.Challenges;
import org.yuanliu.node.auth.Finding;
import org.yuanliu.node.auth.Session;
import org.yuanliu.node.auth.Sessions;
import org.yuanliu.node.auth.Trust;
import org.yuanliu.node.auth.WorkQueue;
import org.yuanliu.wire.Proof;
import org.yuanliu.wire.ProofCodec;
import org.yuanliu.wire.Response;

/**
 * The part of the conversation that is about keys: challenges and their answers, sessions (wire reference, sections 7
 * and 8). Thread-safe.
 */
final class Dialogue {
    /** Does what was asked, now that it is known who asks. */
    interface Resumption {
        void resume(Exchange exchange, Request request);
    }

    private final Trust trust;
    private final Challenges<Asked> challenges;
    private final WorkQueue work;
    private final Resumption resumption;

    Dialogue(Trust trust, Challenges<Asked> challenges, Executor workers, Resumption resumption) {
        this.trust = trust;
        this.challenges = challenges;
        this.work = new WorkQueue(workers);
        this.resumption = resumption;
    }

    /** Asks the peer to prove who it is, and remembers its request. Every challenge carries a digest of it. */
    void challenge(Exchange exchange) {
        var digest = exchange.digest();
        var asked = new Asked(exchange.message(), exchange.session(), exchange.authentic());
        challenges
                .open(
                        exchange.source(),
                        digest.value(),
                        asked,
                        exchange.message().bytes().length())
                .ifPresentOrElse(
                        c -> exchange.answer(
                                exchange.frame().inSession(c.id()).with(digest),
                                new Response.ChallengeIssued(c.nonce()),
                                true),
                        () -> exchange.refuse(
                                Problem.of(Reason.TOO_BUSY, "too many of your challenges wait for an answer")));
    }

    /** @throws MalformedMessage if the peer's part cannot be used */
    void answer(Request.Dialogue said, Exchange exchange) throws MalformedMessage {
        if (said instanceof Request.AnswerChallenge answer) {
            answerChallenge(answer, exchange);
        } else if (said instanceof Request.VerifyAnswer verify) {
            verifyAnswer(verify, exchange);
        } else if (said instanceof Request.SetUpSession setUp) {
            setUpSession(setUp, exchange);
        } else if (said instanceof Request.EndSession) {
            endSession(exchange);
        } else if (said instanceof Request.ExchangeKey sent) {
            completeSession(sent, exchange);
        } else {
            throw new MalformedMessage(
                    Reason.NOT_SUPPORTED, "operation " + exchange.header().opCode());
        }
    }

    private void answerChallenge(Request.AnswerChallenge answer, Exchange exchange) throws MalformedMessage {
        Challenges.Challenge<Asked> challenge = challenges
                .take(exchange.envelope().sessionId())
                .orElseThrow(() -> new MalformedMessage(Reason.AUTHENTICATION_TIMEOUT));
        Asked asked = challenge.asked();
        Request request = asked.request();
        Exchange resumed = exchange.with(exchange.frame().withOp(asked.opCode()).inSession(asked.sessionId()));
        Proof proof;
        try {
            proof = ProofCodec.read(answer.authType(), answer.answer());
        } catch (MalformedMessage e) {
            resumed.refuse(e.problem());
            return;
        }
        Bytes data = challenge.nonce().concat(challenge.digest());
        work.run(
                exchange.source(),
                () -> trust.proofs().prove(answer.key(), proof, data),
                finding -> judge(finding, answer, asked, resumed, request),
                resumed::refuse);
    }

    private void judge(
            Finding finding, Request.AnswerChallenge answer, Asked asked, Exchange resumed, Request request) {
        if (finding instanceof Finding.Proven proven) {
            asked.session()
                    .filter(session -> asked.authentic())
                    .ifPresent(session -> session.prove(answer.key(), proven.identity()));
            resumption.resume(resumed.as(proven.identity()), request);
        } else if (finding instanceof Finding.Failed failed) {
            resumed.refuse(failed.problem());
        }
    }

    private void verifyAnswer(Request.VerifyAnswer verify, Exchange exchange) throws MalformedMessage {
        Proof proof = ProofCodec.read("HS_SECKEY", verify.answer());
        Bytes data = verify.nonce().concat(verify.requestDigest());
        work.run(
                exchange.source(),
                () -> trust.proofs().prove(verify.key(), proof, data),
                finding -> exchange.answer(new Response.Verified(finding instanceof Finding.Proven)),
                exchange::refuse);
    }

    private void setUpSession(Request.SetUpSession request, Exchange exchange) throws MalformedMessage {
        if (!exchange.frame().envelope().version().atLeast(2, 7)) {
            throw new MalformedMessage(Reason.SESSION_FAILED, "sessions need protocol 2.7 or later");
        }
        work.run(exchange.source(), () -> open(request, exchange), answer -> answer.run(), exchange::refuse);
    }

    private Runnable open(Request.SetUpSession request, Exchange exchange) {
        try {
            var agreed = trust.keyExchange().agree(request);
            Sessions sessions = trust.sessions();
            int id = agreed.key()
                    .map(key -> sessions.open(key, request.identity(), request.timeoutSeconds())
                            .id())
                    .orElseGet(() -> sessions.await(request.identity(), request.timeoutSeconds()));
            var ready = new Response.SessionReady(request.mode(), agreed.reply());
            return () -> exchange.answer(exchange.frame().inSession(id), ready, true);
        } catch (MalformedMessage e) {
            return () -> exchange.refuse(e.problem());
        }
    }

    /** Nothing tells a peer whether its key could be read, but that its MACs do not fit. */
    private void completeSession(Request.ExchangeKey sent, Exchange exchange) throws MalformedMessage {
        int id = exchange.envelope().sessionId();
        if (!trust.sessions().waits(id)) {
            throw noneWaits();
        }
        work.run(
                exchange.source(),
                () -> trust.sessions().complete(id, () -> trust.keyExchange().accept(sent.encryptedSecret())),
                completed -> completed.ifPresentOrElse(
                        session -> exchange.answer(new Response.Empty()),
                        () -> exchange.refuse(noneWaits().problem())),
                exchange::refuse);
    }

    private static MalformedMessage noneWaits() {
        return new MalformedMessage(Reason.SESSION_FAILED, "none waits for its key under this id");
    }

    private void endSession(Exchange exchange) throws MalformedMessage {
        Session session = exchange.session().orElseThrow(() -> new MalformedMessage(Reason.SESSION_TIMEOUT));
        if (!exchange.authentic()) {
            throw new MalformedMessage(Reason.INVALID_CREDENTIAL, "only the session itself can end it, by its MAC");
        }
        trust.sessions().end(session);
        exchange.answer(new Response.Empty());
    }
}
