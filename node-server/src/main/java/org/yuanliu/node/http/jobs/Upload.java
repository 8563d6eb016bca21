package org.yuanliu.node.http.jobs;

import java.util.Optional;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Caller;
import org.yuanliu.model.Problem;
import org.yuanliu.node.http.Exchange;
import org.yuanliu.node.http.Identified;
import org.yuanliu.node.http.StreamedEndpoint;
import org.yuanliu.node.jobs.JobDesk;

/** One file on its way from a connection to the desk; what ends early leaves nothing behind. Thread-safe. */
final class Upload implements StreamedEndpoint.Sink {
    private final Exchange exchange;
    private final Runnable more;
    private final JobDesk desk;
    private final Identified callers;
    private Optional<Caller> caller = Optional.empty();
    private Optional<org.yuanliu.node.jobs.Upload> upload = Optional.empty();
    private boolean over;

    Upload(Exchange exchange, Runnable more, JobDesk desk, Identified callers) {
        this.exchange = exchange;
        this.more = more;
        this.desk = desk;
        this.callers = callers;
    }

    /** The first piece is asked for once it is known who sends it. */
    void begin(String key, String name) {
        callers.identify(
                exchange,
                who -> desk.begin(who, key, name, exchange.locale(), begun -> begun(who, begun), this::refuse));
    }

    private synchronized void begun(Caller who, org.yuanliu.node.jobs.Upload begun) {
        if (over) {
            desk.abandon(begun, who.source());
            return;
        }
        caller = Optional.of(who);
        upload = Optional.of(begun);
        more.run();
    }

    @Override
    public synchronized void take(Bytes piece) {
        desk.take(upload.orElseThrow(), piece, exchange.peer().getAddress(), more, this::refuse);
    }

    @Override
    public synchronized void end() {
        over = true;
        desk.finish(
                upload.orElseThrow(),
                caller.orElseThrow(),
                exchange.locale(),
                JobsEndpoint.answer(exchange, 201),
                problem -> callers.refuse(exchange, problem));
    }

    @Override
    public synchronized void cut() {
        if (!over) {
            over = true;
            upload.ifPresent(begun -> desk.abandon(begun, exchange.peer().getAddress()));
        }
    }

    private void refuse(Problem problem) {
        cut();
        callers.refuse(exchange, problem);
    }
}
