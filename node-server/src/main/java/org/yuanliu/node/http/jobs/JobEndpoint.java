package org.yuanliu.node.http.jobs;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Set;
import java.util.function.Consumer;
import org.yuanliu.model.Caller;
import org.yuanliu.model.ImportJob;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.node.auth.HeaderAuth;
import org.yuanliu.node.http.Endpoint;
import org.yuanliu.node.http.Exchange;
import org.yuanliu.node.http.Identified;
import org.yuanliu.node.http.Query;
import org.yuanliu.node.http.Route;
import org.yuanliu.node.jobs.JobDesk;

/**
 * {@code GET /v1/jobs/ID}, {@code GET /v1/jobs/ID/report} with {@code from} and {@code limit}, {@code POST
 * /v1/jobs/ID/cancel} and {@code POST /v1/jobs/ID/resume}.
 */
final class JobEndpoint implements Endpoint {
    private static final int SMALL_BODY = 1024;

    private final JobDesk desk;
    private final Identified callers;

    private JobEndpoint(JobDesk desk, HeaderAuth auth) {
        this.desk = desk;
        this.callers = new Identified(auth);
    }

    static Route route(JobDesk desk, HeaderAuth auth) {
        Set<HttpMethod> methods = Set.of(HttpMethod.GET, HttpMethod.POST);
        return new Route("/v1/jobs/*", methods, SMALL_BODY, true, new JobEndpoint(desk, auth));
    }

    @Override
    public void serve(Exchange exchange) throws MalformedMessage {
        String[] path = exchange.rest().split("/", 2);
        String action = path.length == 1 ? "" : path[1];
        switch (action) {
            case "", "report" -> {
                if (demand(exchange, HttpMethod.GET)) {
                    show(exchange, path[0], action);
                }
            }
            case "cancel", "resume" -> {
                if (demand(exchange, HttpMethod.POST)) {
                    change(exchange, path[0], action);
                }
            }
            default -> exchange.refuse(404, Problem.of(Reason.NOT_SUPPORTED, exchange.path()));
        }
    }

    private static boolean demand(Exchange exchange, HttpMethod method) {
        if (exchange.method().equals(method)) {
            return true;
        }
        exchange.refuse(405, Problem.of(Reason.NOT_SUPPORTED, "the method " + exchange.method()));
        return false;
    }

    private void show(Exchange exchange, String id, String action) throws MalformedMessage {
        Consumer<Problem> refused = problem -> callers.refuse(exchange, problem);
        if (action.isEmpty()) {
            Consumer<ImportJob> done = JobsEndpoint.answer(exchange, 200);
            callers.identify(exchange, caller -> desk.get(caller, id, exchange.locale(), done, refused));
            return;
        }
        Query query = exchange.query();
        long from = query.number("from", 1, 1);
        int limit = Math.min(query.number("limit", 1, JobDesk.MAX_PAGE), JobDesk.MAX_PAGE);
        callers.identify(
                exchange,
                caller ->
                        desk.report(caller, id, from, limit, rows -> exchange.answer(JobAnswers.rows(rows)), refused));
    }

    private void change(Exchange exchange, String id, String action) {
        Consumer<Problem> refused = problem -> callers.refuse(exchange, problem);
        Consumer<ImportJob> done = JobsEndpoint.answer(exchange, 200);
        Consumer<Caller> cancel = caller -> desk.cancel(caller, id, exchange.locale(), done, refused);
        Consumer<Caller> resume = caller -> desk.resume(caller, id, exchange.locale(), done, refused);
        callers.identify(exchange, action.equals("cancel") ? cancel : resume);
    }
}
