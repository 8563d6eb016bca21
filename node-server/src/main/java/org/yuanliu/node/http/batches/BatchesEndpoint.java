package org.yuanliu.node.http.batches;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.yuanliu.json.ItemJson;
import org.yuanliu.json.ItemLines;
import org.yuanliu.json.Json;
import org.yuanliu.model.Caller;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;
import org.yuanliu.node.auth.HeaderAuth;
import org.yuanliu.node.auth.WorkQueue;
import org.yuanliu.node.http.Answer;
import org.yuanliu.node.http.Endpoint;
import org.yuanliu.node.http.Exchange;
import org.yuanliu.node.http.Identified;
import org.yuanliu.node.http.Route;
import org.yuanliu.node.registry.Registry;

/**
 * {@code POST /v1/batches}: JSON Lines in, a verdict for each line out. The header field Idempotency-Key names the
 * source: the same request again has no second effect and gets the first verdicts, for at least 24 hours. Refused as a
 * whole (503, 401 and so on) it may have got through in part; sent again it goes on from there.
 */
public final class BatchesEndpoint implements Endpoint {
    /** About 40 000 lines. */
    private static final int MAX_BODY = 16 << 20;

    private static final int MAX_ANSWER = 64 << 20;

    private static final String JSON_LINES = "application/jsonl;charset=UTF-8";

    private final Registry registry;
    private final Identified callers;
    private final WorkQueue work;

    private BatchesEndpoint(Registry registry, HeaderAuth auth, WorkQueue work) {
        this.registry = registry;
        this.callers = new Identified(auth);
        this.work = work;
    }

    public static Route route(Registry registry, HeaderAuth auth, Executor workers) {
        Endpoint endpoint = new BatchesEndpoint(registry, auth, new WorkQueue(workers));
        return new Route("/v1/batches", Set.of(HttpMethod.POST), MAX_BODY, true, endpoint);
    }

    @Override
    public void serve(Exchange exchange) throws MalformedMessage {
        String source = exchange.header("idempotency-key")
                .orElseThrow(() -> new MalformedMessage(
                        Reason.INVALID_ARGUMENT,
                        "the header field Idempotency-Key",
                        "it is missing; right is a name for this request, the same when it is sent again"));
        callers.identify(exchange, caller -> new Run(exchange, caller, source).goOn());
    }

    /** One request: parcel after parcel, the next when the one before is durable. */
    private final class Run {
        private final Exchange exchange;
        private final Caller caller;
        private final String source;
        private final ItemLines lines;
        private final ByteBuf verdicts = ByteBufAllocator.DEFAULT.buffer();
        private long parcels;

        Run(Exchange exchange, Caller caller, String source) {
            this.exchange = exchange;
            this.caller = caller;
            this.source = source;
            this.lines = new ItemLines(exchange.body().stream());
        }

        /** On a worker: reading some hundred lines takes milliseconds. */
        void goOn() {
            work.run(caller.source(), this::cut, this::submit, this::fail);
        }

        private ItemLines.Cut cut() {
            try {
                return lines.next();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void submit(ItemLines.Cut cut) {
            if (parcels > 0 && cut.items().isEmpty()) {
                exchange.answer(Answer.of(200, JSON_LINES, verdicts));
            } else {
                parcels++;
                registry.submit(
                        new Request.Parcel(source, parcels, cut.items()), caller, outcome -> settle(cut, outcome));
            }
        }

        private void settle(ItemLines.Cut cut, Outcome outcome) {
            if (outcome instanceof Outcome.Settled settled) {
                work.run(caller.source(), () -> write(cut, settled.items()), this::next, this::fail);
            } else {
                fail(((Outcome.Refused) outcome).problem());
            }
        }

        private void next(boolean fits) {
            if (fits) {
                goOn();
            } else {
                fail(Problem.of(
                        Reason.TOO_LARGE,
                        "The answer to all lines",
                        "more than " + MAX_ANSWER + " bytes",
                        MAX_ANSWER + " bytes; send fewer lines"));
            }
        }

        /** On a worker: texts for people take their time, and the writer has none. False if they are too much. */
        private boolean write(ItemLines.Cut cut, List<Outcome> outcomes) {
            var out = new ByteBufOutputStream(verdicts);
            for (int i = 0; i < outcomes.size(); i++) {
                int n = i;
                Json.writeLine(
                        out,
                        json -> ItemJson.write(
                                cut.numbers().get(n), cut.items().get(n), outcomes.get(n), exchange.locale(), json));
            }
            return verdicts.readableBytes() <= MAX_ANSWER;
        }

        private void fail(Problem problem) {
            verdicts.release();
            callers.refuse(exchange, problem);
        }
    }
}
