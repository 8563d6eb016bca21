package org.yuanliu.node.grpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.yuanliu.grpc.BatchResolveRequest;
import org.yuanliu.grpc.BatchResolveResponse;
import org.yuanliu.model.Caller;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;
import org.yuanliu.node.registry.Registry;
import org.yuanliu.protobuf.BadField;
import org.yuanliu.protobuf.RecordMessages;

/**
 * Many resolutions under one call. Asks the registry for a few at a time, so that a large batch cannot push others out
 * of its queues, and answers when the last one is in. Answers may come from any thread.
 */
final class BatchResolution {
    private static final int MAX_IDENTIFIERS = 1000;
    private static final int WINDOW = 16;

    /** Of elements. Stays below what gRPC clients accept in one message if not told otherwise, 4 MiB. */
    private static final int MAX_ANSWER_BYTES = 3 << 20;

    private final BatchResolveRequest request;
    private final Selection selection;
    private final Registry registry;
    private final Caller caller;
    private final Call<BatchResolveResponse> call;

    private final AtomicReferenceArray<Outcome> outcomes;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger left;
    /** Above zero while a thread asks; only that thread moves {@link #next}. */
    private final AtomicInteger asking = new AtomicInteger();

    private int next;

    private BatchResolution(
            BatchResolveRequest request,
            Selection selection,
            Registry registry,
            Caller caller,
            Call<BatchResolveResponse> call) {
        this.request = request;
        this.selection = selection;
        this.registry = registry;
        this.caller = caller;
        this.call = call;
        this.outcomes = new AtomicReferenceArray<>(request.getIdentifiersCount());
        this.left = new AtomicInteger(request.getIdentifiersCount());
    }

    static BatchResolution of(
            BatchResolveRequest request, Registry registry, Caller caller, Call<BatchResolveResponse> call)
            throws BadField {
        int n = request.getIdentifiersCount();
        if (n > MAX_IDENTIFIERS) {
            throw new BadField("identifiers", "there are " + n + ", at most " + MAX_IDENTIFIERS + " are allowed");
        }
        Selection selection =
                Fields.selection(request.getIndexesList(), request.getTypesList(), request.getIncludeHidden());
        return new BatchResolution(request, selection, registry, caller, call);
    }

    void start() {
        if (request.getIdentifiersCount() == 0) {
            call.answer(BatchResolveResponse.getDefaultInstance());
        } else {
            askMore();
        }
    }

    private void askMore() {
        if (asking.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            while (next < outcomes.length() && open.get() < WINDOW && call.wanted()) {
                open.incrementAndGet();
                ask(next++);
            }
            seen = asking.addAndGet(-seen);
        } while (seen > 0);
    }

    private void ask(int i) {
        try {
            var identifier = Identifier.of(request.getIdentifiers(i));
            var query = new Request.Resolve(identifier, selection);
            registry.answer(
                    request.getRecursive() ? new Request.ResolveAnywhere(query, 0) : query,
                    caller,
                    outcome -> settle(i, outcome));
        } catch (MalformedMessage e) {
            settle(i, new Outcome.Refused(e.problem()));
        }
    }

    private void settle(int i, Outcome outcome) {
        outcomes.set(i, fitting(outcome));
        open.decrementAndGet();
        if (left.decrementAndGet() == 0) {
            finish();
        } else {
            askMore();
        }
    }

    private Outcome fitting(Outcome outcome) {
        if (outcome instanceof Outcome.Found found
                && bytes.addAndGet(found.elements().bytes().length()) > MAX_ANSWER_BYTES) {
            return Outcome.Refused.of(
                    Reason.TOO_LARGE,
                    "The answer to the whole batch",
                    "this record does not fit any more",
                    MAX_ANSWER_BYTES + " bytes");
        }
        return outcome;
    }

    private void finish() {
        try {
            List<BatchResolveResponse.Item> items = new ArrayList<>(outcomes.length());
            for (int i = 0; i < outcomes.length(); i++) {
                items.add(item(request.getIdentifiers(i), outcomes.get(i)));
            }
            call.answer(BatchResolveResponse.newBuilder().addAllItems(items).build());
        } catch (RuntimeException e) {
            call.fail(e);
        }
    }

    private BatchResolveResponse.Item item(String identifier, Outcome outcome) {
        var item = BatchResolveResponse.Item.newBuilder().setIdentifier(identifier);
        if (outcome instanceof Outcome.Found found) {
            return item.setRecord(RecordMessages.write(found)).build();
        }
        var problem = outcome instanceof Outcome.Referred referral
                ? referral.problem()
                : ((Outcome.Refused) outcome).problem();
        return item.setProblem(RpcStatus.of(problem, call.locale(), Optional.empty(), Optional.empty()))
                .build();
    }
}
