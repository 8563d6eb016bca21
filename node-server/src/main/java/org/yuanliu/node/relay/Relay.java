package org.yuanliu.node.relay;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;
import org.yuanliu.model.SiteInfo;
import org.yuanliu.node.registry.Elsewhere;
import org.yuanliu.wire.Response;
import org.yuanliu.wire.SiteCodec;

/**
 * Asks the first TCP door of the first server of the site that a referral names, and passes on what it says. Asks as
 * nobody, so only what everyone may read comes back. Where no answer comes, the asker gets the referral.
 *
 * <p>Thread-safe. Questions run on a few threads of its own; when more wait than fit, they get the referral at once.
 */
public final class Relay implements Elsewhere, AutoCloseable {
    /** Most servers that a question may go through (wire reference, section 3). */
    private static final int MOST_HOPS = 10;

    private static final int THREADS = 8;
    private static final int MOST_WAITING = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private final Duration patience;
    private final Clock clock;
    private final AtomicInteger number = new AtomicInteger();
    private final ThreadPoolExecutor pool;

    /** @param patience for one question, from the connection to the last byte */
    public Relay(Duration patience, Clock clock) {
        this.patience = patience;
        this.clock = clock;
        this.pool = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(MOST_WAITING), this::thread);
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public void ask(Outcome.Referred referral, Request.ResolveAnywhere query, Consumer<Outcome> reply) {
        if (query.hops() >= MOST_HOPS) {
            reply.accept(Outcome.Refused.of(Reason.RECURSION_TOO_DEEP, Integer.toString(MOST_HOPS)));
            return;
        }
        try {
            pool.execute(() -> reply.accept(answer(referral, query)));
        } catch (RejectedExecutionException e) {
            reply.accept(referral);
        }
    }

    private Outcome answer(Outcome.Referred referral, Request.ResolveAnywhere query) {
        Request.Resolve question = query.question();
        try {
            InetSocketAddress door = door(referral);
            Selection selection = question.selection();
            Request.Resolve open = new Request.Resolve(
                    question.identifier(), new Selection(selection.indexes(), selection.types(), true));
            int now = (int) (clock.millis() / 1000);
            Response response = new Question(door, patience).ask(open, query.hops() + 1, now);
            return outcome(response, question).orElse(referral);
        } catch (MalformedMessage | java.io.IOException e) {
            LOG.debug("{} is not answered by its own node: {}", question.identifier(), e.getMessage());
            return referral;
        } catch (RuntimeException e) {
            LOG.error("asking another node failed", e);
            return referral;
        }
    }

    private static InetSocketAddress door(Outcome.Referred referral) throws MalformedMessage {
        SiteInfo site = SiteCodec.read(referral.sites().list().get(0).data());
        for (SiteInfo.Server server : site.servers()) {
            for (SiteInfo.Interface door : server.interfaces()) {
                if (door.query() && door.transport() == SiteInfo.Transport.TCP) {
                    return new InetSocketAddress(server.address(), door.port());
                }
            }
        }
        throw new MalformedMessage(Reason.NOT_SUPPORTED, "A site without TCP");
    }

    /** What the other node says; empty if it does not help. A version of its record is not known here. */
    private static Optional<Outcome> outcome(Response response, Request.Resolve question) {
        if (response instanceof Response.Resolved found && found.identifier().equals(question.identifier())) {
            return Optional.of(new Outcome.Found(question.identifier(), found.elements(), 0, 0));
        }
        if (response instanceof Response.Failure failure) {
            if (failure.code() == Reason.NOT_FOUND.handleCode()) {
                return Optional.of(Outcome.Refused.of(
                        Reason.NOT_FOUND, question.identifier().text()));
            }
            if (failure.code() == Reason.NOTHING_SELECTED.handleCode()) {
                return Optional.of(Outcome.Refused.of(
                        Reason.NOTHING_SELECTED, question.identifier().text()));
            }
        }
        return Optional.empty();
    }

    /** Lets no question wait any longer. */
    @Override
    public void close() {
        pool.shutdownNow();
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "relay-" + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
