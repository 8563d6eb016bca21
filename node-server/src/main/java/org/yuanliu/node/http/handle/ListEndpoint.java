package org.yuanliu.node.http.handle;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Caller;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Page;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;
import org.yuanliu.node.auth.WorkQueue;
import org.yuanliu.node.http.Query;
import org.yuanliu.node.registry.Registry;

/**
 * {@code /api/handles?prefix=88.118.8}: the identifiers under a prefix. Page by number ({@code page} from 0, {@code
 * pageSize}), which costs more the further one gets, or follow {@code next} of each answer by {@code after}.
 */
final class ListEndpoint implements ApiEndpoint {
    private static final int MAX_PAGE = 10_000;

    /** Furthest that pages by number reach. */
    private static final long MAX_SKIPPED = 1_000_000;

    private final Registry registry;
    private final WorkQueue work;

    ListEndpoint(Registry registry, WorkQueue work) {
        this.registry = registry;
        this.work = work;
    }

    @Override
    public void serve(ApiCall call, Caller caller) throws MalformedMessage {
        Identifier prefix = prefix(call.query());
        serve(call, caller, "handles", page -> new Request.ListIdentifiers(prefix, page));
    }

    /** The record of the prefix in the parameter of that name, with or without {@code 0.NA/} in front. */
    static Identifier prefix(Query query) throws MalformedMessage {
        Optional<String> prefix = query.first("prefix");
        if (prefix.isEmpty()) {
            throw new MalformedMessage(
                    Reason.INVALID_ARGUMENT, "parameter prefix", "it is missing, right is such as 88.118.8");
        }
        return Identifier.of(prefix.get());
    }

    /** @param field name of the list in the answer */
    void serve(ApiCall call, Caller caller, String field, Function<Page, Request.Query> question)
            throws MalformedMessage {
        Query query = call.query();
        int page = query.number("page", 0, 0);
        int size = Math.min(query.number("pageSize", 1, MAX_PAGE), MAX_PAGE);
        if ((long) page * size > MAX_SKIPPED) {
            throw new MalformedMessage(
                    Reason.INVALID_ARGUMENT, "parameter page", "too far, follow next of each answer by after instead");
        }
        new Collecting(call, caller, field, question, page, size).step(after(query));
    }

    private static Optional<Bytes> after(Query query) throws MalformedMessage {
        Optional<String> after = query.first("after");
        if (after.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Bytes.wrap(Base64.getUrlDecoder().decode(after.get())));
        } catch (IllegalArgumentException e) {
            throw new MalformedMessage(
                    Reason.INVALID_ARGUMENT, "parameter after", "right is what next of an answer said");
        }
    }

    /** One answer while it is put together from the registry's smaller pages. */
    private final class Collecting {
        private final ApiCall call;
        private final Caller caller;
        private final String field;
        private final Function<Page, Request.Query> question;
        private final int page;
        private final int size;
        private final List<Identifier> found = new ArrayList<>();
        private int toSkip;

        Collecting(
                ApiCall call, Caller caller, String field, Function<Page, Request.Query> question, int page, int size) {
            this.call = call;
            this.caller = caller;
            this.field = field;
            this.question = question;
            this.page = page;
            this.size = size;
            this.toSkip = page * size;
        }

        void step(Optional<Bytes> after) {
            int wanted = Math.min(Page.MAX_LIMIT, toSkip > 0 ? toSkip : size - found.size());
            registry.answer(question.apply(new Page(after, wanted)), caller, this::take);
        }

        private void take(Outcome outcome) {
            if (!(outcome instanceof Outcome.Listed listed)) {
                call.answer(200, outcome);
                return;
            }
            if (toSkip > 0) {
                toSkip -= listed.identifiers().size();
            } else {
                found.addAll(listed.identifiers());
            }
            if (listed.next().isEmpty() || found.size() >= size) {
                answer(listed.next());
            } else {
                // As a task of its own: a list from memory would else go on and on upon the same stack.
                work.run(
                        caller.source(),
                        () -> {
                            step(listed.next());
                            return true;
                        },
                        done -> {},
                        call::refuse);
            }
        }

        private void answer(Optional<Bytes> next) {
            call.answer(200, json -> {
                json.writeNumberField("page", page);
                json.writeNumberField("pageSize", size);
                json.writeArrayFieldStart(field);
                for (Identifier identifier : found) {
                    json.writeString(identifier.text());
                }
                json.writeEndArray();
                if (next.isPresent()) {
                    json.writeStringField(
                            "next",
                            Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(next.get().toArray()));
                }
            });
        }
    }
}
