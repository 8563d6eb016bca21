package org.yuanliu.node.handle;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Page;
import org.yuanliu.model.Request;
import org.yuanliu.node.auth.WorkQueue;
import org.yuanliu.node.registry.Registry;
import org.yuanliu.wire.OpFlags;
import org.yuanliu.wire.Response;

/**
 * Answers a list in messages of 50 names, all but the last marked as continued (wire reference, section 7). A page is
 * read when the carrier has room for it, so a list of millions costs one page of memory. Thread-safe.
 */
final class Listing {
    /** Names in a message, as in the reference. */
    private static final int PAGE = 50;

    private final Registry registry;
    private final WorkQueue work;

    Listing(Registry registry, Executor workers) {
        this.registry = registry;
        this.work = new WorkQueue(workers);
    }

    static boolean isList(Request request) {
        return request instanceof Request.ListIdentifiers || request instanceof Request.ListHomedPrefixes;
    }

    /** @param otherwise gets what is no page: a refusal */
    void answer(Request list, Exchange exchange, Consumer<Outcome> otherwise) {
        page(list, Optional.empty(), exchange, otherwise);
    }

    private void page(Request list, Optional<Bytes> after, Exchange exchange, Consumer<Outcome> otherwise) {
        registry.answer(query(list, new Page(after, PAGE)), exchange.caller(), outcome -> {
            if (outcome instanceof Outcome.Listed listed) {
                send(list, listed, exchange, otherwise);
            } else {
                otherwise.accept(outcome);
            }
        });
    }

    private void send(Request list, Outcome.Listed listed, Exchange exchange, Consumer<Outcome> otherwise) {
        var names = new Response.Names(listed.identifiers());
        if (listed.next().isEmpty()) {
            exchange.answer(names);
            return;
        }
        Door.Replies replies = exchange.way().replies();
        Exchange continuing = exchange.with((message, last) -> {
            replies.send(message, last);
            if (!last) {
                replies.whenReady(() -> goOn(list, listed, exchange, otherwise));
            }
        });
        continuing.answer(exchange.frame().with(OpFlags.CONTINUED), names, false);
    }

    // On a worker: otherwise a list read from memory would be one deep recursion, and keep the loop from everyone else.
    private void goOn(Request list, Outcome.Listed listed, Exchange exchange, Consumer<Outcome> otherwise) {
        work.run(
                exchange.source(),
                listed::next,
                next -> page(list, next, exchange, otherwise),
                problem -> otherwise.accept(new Outcome.Refused(problem)));
    }

    private static Request.Query query(Request list, Page page) {
        return list instanceof Request.ListIdentifiers l
                ? new Request.ListIdentifiers(l.prefixRecord(), page)
                : new Request.ListHomedPrefixes(page);
    }
}
