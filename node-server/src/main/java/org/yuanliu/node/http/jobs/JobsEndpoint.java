package org.yuanliu.node.http.jobs;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.yuanliu.json.JobJson;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.ImportJob;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Page;
import org.yuanliu.model.Reason;
import org.yuanliu.node.auth.HeaderAuth;
import org.yuanliu.node.http.Exchange;
import org.yuanliu.node.http.Identified;
import org.yuanliu.node.http.Query;
import org.yuanliu.node.http.Route;
import org.yuanliu.node.http.StreamedEndpoint;
import org.yuanliu.node.jobs.JobDesk;

/**
 * {@code POST /v1/jobs}: JSON Lines of any length become a job, named by the parameter {@code name} and kept apart by the
 * header field Idempotency-Key. {@code GET /v1/jobs} lists: {@code limit}, and {@code after} with the {@code next} of the
 * page before.
 */
public final class JobsEndpoint implements StreamedEndpoint {
    private static final int DEFAULT_PAGE = 100;

    private final JobDesk desk;
    private final Identified callers;

    private JobsEndpoint(JobDesk desk, HeaderAuth auth) {
        this.desk = desk;
        this.callers = new Identified(auth);
    }

    /** All addresses about jobs. */
    public static List<Route> routes(JobDesk desk, HeaderAuth auth) {
        Set<HttpMethod> methods = Set.of(HttpMethod.GET, HttpMethod.POST);
        return List.of(
                new Route("/v1/jobs", methods, Integer.MAX_VALUE, true, new JobsEndpoint(desk, auth)),
                JobEndpoint.route(desk, auth));
    }

    @Override
    public Sink begin(Exchange exchange, Runnable more) throws MalformedMessage {
        String key = exchange.header("idempotency-key")
                .orElseThrow(() -> new MalformedMessage(
                        Reason.INVALID_ARGUMENT,
                        "the header field Idempotency-Key",
                        "it is missing; right is a name for this file, the same when it is sent again"));
        String name = exchange.query().first("name").orElse("");
        Upload upload = new Upload(exchange, more, desk, callers);
        upload.begin(key, name);
        return upload;
    }

    @Override
    public void serve(Exchange exchange) throws MalformedMessage {
        Query query = exchange.query();
        Page page = new Page(after(query), query.number("limit", 1, DEFAULT_PAGE));
        callers.identify(
                exchange,
                caller -> desk.list(
                        caller,
                        page,
                        exchange.locale(),
                        listing -> answer(exchange, listing),
                        problem -> callers.refuse(exchange, problem)));
    }

    private static Optional<Bytes> after(Query query) throws MalformedMessage {
        Optional<String> after = query.first("after");
        try {
            return after.map(text -> Bytes.wrap(Base64.getUrlDecoder().decode(text)));
        } catch (IllegalArgumentException e) {
            throw new MalformedMessage(
                    Reason.INVALID_ARGUMENT, "parameter after", "right is what next of an answer said");
        }
    }

    private static void answer(Exchange exchange, JobDesk.Listing listing) {
        exchange.answer(JobAnswers.object(200, json -> {
            json.writeArrayFieldStart("jobs");
            for (ImportJob job : listing.jobs()) {
                JobJson.write(job, json);
            }
            json.writeEndArray();
            if (listing.next().isPresent()) {
                String next = Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(listing.next().get().toArray());
                json.writeStringField("next", next);
            }
        }));
    }

    /** The job as an answer; a consumer for the desk. */
    static Consumer<ImportJob> answer(Exchange exchange, int status) {
        return job -> exchange.answer(JobAnswers.object(status, json -> JobJson.writeFields(job, json)));
    }
}
