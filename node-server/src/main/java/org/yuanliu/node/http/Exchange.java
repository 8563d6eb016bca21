package org.yuanliu.node.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;

/** One request and its one answer. Reading is safe from any thread, and so is {@link #answer}. */
public final class Exchange {
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);

    /** Longest Accept-Language that is read: the JDK needs 60 ms for one of 16 KiB. */
    private static final int MAX_LANGUAGES = 200;

    /** The connection it came over. */
    interface Carrier {
        InetSocketAddress peer();

        boolean trusted();

        /** Counts a request that cannot be read. */
        void malformed(Problem problem);

        void send(Exchange exchange, Answer answer);
    }

    private final HttpRequest head;
    private final Target target;
    private final Route route;
    private final Bytes body;
    private final Carrier carrier;
    private final AtomicBoolean answered = new AtomicBoolean();

    Exchange(HttpRequest head, Target target, Route route, Bytes body, Carrier carrier) {
        this.head = head;
        this.target = target;
        this.route = route;
        this.body = body;
        this.carrier = carrier;
    }

    /** GET where HEAD was asked: the server drops the body itself. */
    public HttpMethod method() {
        return head.method().equals(HttpMethod.HEAD) ? HttpMethod.GET : head.method();
    }

    /** The whole path, as it came. */
    public String path() {
        return target.path();
    }

    /** The path behind what the route fixes, decoded. */
    public String rest() throws MalformedMessage {
        return Percent.decode(target.path().substring(route.fixed()), false);
    }

    public Query query() throws MalformedMessage {
        return Query.of(target.query());
    }

    public Optional<String> header(CharSequence name) {
        return Optional.ofNullable(head.headers().get(name));
    }

    public HttpHeaders headers() {
        return head.headers();
    }

    public Bytes body() {
        return body;
    }

    public InetSocketAddress peer() {
        return carrier.peer();
    }

    /** Whether nobody on the way can listen: TLS, or this very machine. */
    public boolean trusted() {
        return carrier.trusted();
    }

    /** The language of the answer: Chinese if the peer prefers it, else English. */
    public Locale locale() {
        return locale(head.headers());
    }

    static Locale locale(HttpHeaders headers) {
        String wanted = headers.get(HttpHeaderNames.ACCEPT_LANGUAGE);
        if (wanted == null || wanted.length() > MAX_LANGUAGES) {
            return Locale.ENGLISH;
        }
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(wanted), LANGUAGES);
            return found == null ? Locale.ENGLISH : found;
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH;
        }
    }

    /** Sends the answer and takes its content over; the first one counts, others are dropped. */
    public void answer(Answer answer) {
        if (answered.compareAndSet(false, true)) {
            carrier.send(this, answer);
        } else {
            answer.content().release();
        }
    }

    /** Answers with a problem as JSON. */
    public void refuse(Problem problem) {
        note(problem);
        answer(Refusal.of(problem, locale()));
    }

    /** As {@link #refuse(Problem)}, with the status that says more than the reason's own. */
    public void refuse(int status, Problem problem) {
        answer(Refusal.of(status, problem, locale()));
    }

    /** As {@link #refuse(Problem)}, and tells how a proof can be given: values of WWW-Authenticate. */
    public void refuse(Problem problem, List<String> challenges) {
        note(problem);
        Answer answer = Refusal.of(problem, locale());
        challenges.forEach(challenge -> answer.with(HttpHeaderNames.WWW_AUTHENTICATE, challenge));
        answer(answer);
    }

    /** Has the request counted if it is refused because it cannot be read; {@link #refuse} does so by itself. */
    public void note(Problem problem) {
        if (problem.reason() == Reason.MALFORMED_MESSAGE) {
            carrier.malformed(problem);
        }
    }

    HttpRequest head() {
        return head;
    }

    Route route() {
        return route;
    }
}
