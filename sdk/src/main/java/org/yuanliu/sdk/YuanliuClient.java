package org.yuanliu.sdk;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Page;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Selection;
import org.yuanliu.model.Version;
import org.yuanliu.sdk.internal.Calls;
import org.yuanliu.sdk.internal.Options;

/**
 * A node's client. Its methods wait for the answer; {@link #async()} has the same ones that do not.
 *
 * <pre>{@code
 * try (var client = YuanliuClient.builder("localhost:8641")
 *         .credential(Credential.keyFile(Reference.of("300:0.NA/88.118.8"), Path.of("plant.pem")))
 *         .build()) {
 *     client.register(Identifier.of("88.118.8/H26B04521-03"), List.of(Element.of(1, "URL", "https://example.com/03")));
 *     client.resolve(Identifier.of("88.118.8/H26B04521-03")).text("URL");
 * }
 * }</pre>
 *
 * <p>Thread-safe: make one for each node and share it. All methods throw {@link YuanliuException} where the node refuses
 * or cannot be reached within the deadline (10 seconds if not set). Reads and writes are repeated within it while the
 * node cannot be reached. A write is durable when its method returns, and done once however often it was repeated: each
 * gets a request id of its own.
 */
public final class YuanliuClient implements AutoCloseable {
    private final Calls calls;
    private final YuanliuAsyncClient async;
    private final Options options;

    YuanliuClient(Calls calls, Options options) {
        this.calls = calls;
        this.options = options;
        this.async = new YuanliuAsyncClient(calls, options);
    }

    /**
     * Starts to build a client.
     *
     * @param target host and port, such as {@code node.example.com:8641} or {@code [::1]:8641}
     * @throws IllegalArgumentException if it has another shape
     */
    public static ClientBuilder builder(String target) {
        return new ClientBuilder(target);
    }

    /** The same client, with methods that do not wait. */
    public YuanliuAsyncClient async() {
        return async;
    }

    /** This client with another deadline for each call. Shares the connection: closing one closes both. */
    public YuanliuClient withDeadline(Duration deadline) {
        return new YuanliuClient(calls, new Options(ClientBuilder.positive(deadline), options.requestId()));
    }

    /**
     * This client with a request id of the caller's own choice, for one write: to repeat it after a crash, or after an
     * exception that leaves open whether it was done. The node keeps first answers for at least 24 hours. Shares the
     * connection: closing one closes both.
     *
     * @param requestId 1..64 printable ASCII characters
     */
    public YuanliuClient withRequestId(String requestId) {
        return new YuanliuClient(calls, new Options(options.deadline(), Optional.of(requestId)));
    }

    /** All elements of a record that everyone may read. */
    public Resolution resolve(Identifier identifier) {
        return resolve(identifier, Selection.PUBLIC);
    }

    /** The selected elements of a record; hidden ones need an identity with that right. */
    public Resolution resolve(Identifier identifier, Selection selection) {
        return calls.await(async.resolve(identifier, selection));
    }

    /**
     * The same, also if the identifier lives on another node that this one knows: the prefixes that it has delegated. The
     * node asks there as nobody, and the version of such a record is 0.
     */
    public Resolution resolveAnywhere(Identifier identifier, Selection selection) {
        return calls.await(async.resolveAnywhere(identifier, selection));
    }

    /** Many records, in the order asked, each with its own verdict. Asks for 1000 at a time. */
    public List<BatchItem> batchResolve(List<Identifier> identifiers, Selection selection) {
        return inBatches(identifiers, some -> async.batchResolve(some, selection));
    }

    /** The same, also where identifiers live on other nodes, see {@link #resolveAnywhere}. */
    public List<BatchItem> batchResolveAnywhere(List<Identifier> identifiers, Selection selection) {
        return inBatches(identifiers, some -> async.batchResolveAnywhere(some, selection));
    }

    private List<BatchItem> inBatches(
            List<Identifier> identifiers, Function<List<Identifier>, CompletableFuture<List<BatchItem>>> ask) {
        List<BatchItem> items = new ArrayList<>(identifiers.size());
        for (int from = 0; from < identifiers.size(); from += YuanliuAsyncClient.MAX_BATCH) {
            int to = Math.min(from + YuanliuAsyncClient.MAX_BATCH, identifiers.size());
            items.addAll(calls.await(ask.apply(identifiers.subList(from, to))));
        }
        return items;
    }

    /** Makes a new record; refused with {@code ALREADY_EXISTS} if there is one. */
    public Outcome.Written register(Identifier identifier, List<Element> elements) {
        return calls.await(async.register(identifier, elements));
    }

    /** Makes a new record, in the words of its template. */
    public Outcome.Written register(TemplatedRecord<?> item) {
        return calls.await(async.register(item));
    }

    /** Many records over one stream, see {@link RegistrationStream}; it connects with its first parcel. */
    public RegistrationStream registration(String source) {
        return registration(source, StreamOptions.DEFAULT);
    }

    /** @param source what the sender calls the stream: 1..64 printable ASCII characters, unique for the identity */
    public RegistrationStream registration(String source, StreamOptions options) {
        return new RegistrationStream(calls.stream(source, options));
    }

    /** Makes a record, in the place of the one that may be there. */
    public Outcome.Written replace(Identifier identifier, List<Element> elements) {
        return calls.await(async.replace(identifier, elements));
    }

    /** Makes a new record under the identifier with a fresh random suffix appended; the answer has the whole of it. */
    public Outcome.Written mint(Identifier start, List<Element> elements) {
        return calls.await(async.mint(start, elements));
    }

    /** Puts elements, in the place of those with the same index. */
    public Outcome.Written update(Identifier identifier, List<Element> put) {
        return calls.await(async.update(identifier, put));
    }

    /** Puts elements and removes others in one step, see {@link Change}. */
    public Outcome.Written update(Identifier identifier, Change change) {
        return calls.await(async.update(identifier, change));
    }

    /** Puts late or corrected values, in the words of the record's template; what it lacks stays as it is. */
    public Outcome.Written update(TemplatedRecord<?> late) {
        return calls.await(async.update(late, ""));
    }

    /** The same with the reason that the history will show: up to 200 characters on one line. */
    public Outcome.Written update(TemplatedRecord<?> late, String reason) {
        return calls.await(async.update(late, reason));
    }

    public Outcome.Written delete(Identifier identifier) {
        return calls.await(async.delete(identifier));
    }

    /** Creates the record of an enterprise's prefix and makes the node its home; for the operator. */
    public Outcome.Written admitPrefix(Identifier prefix, List<Element> elements) {
        return calls.await(async.admitPrefix(prefix, elements));
    }

    /**
     * All identifiers under a prefix in key order; pages are fetched as the stream is read, which may throw.
     *
     * @param prefix such as {@code 88.118.8}
     */
    public Stream<Identifier> list(Identifier prefix) {
        return pages(page -> list(prefix, page));
    }

    /** One page of the identifiers under a prefix. */
    public PageOf<Identifier> list(Identifier prefix, Page page) {
        return calls.await(async.list(prefix, page));
    }

    /** All prefixes that the node is home of, as prefix records; for the operator. */
    public Stream<Identifier> homedPrefixes() {
        return pages(page -> calls.await(async.homedPrefixes(page)));
    }

    /** All versions of a record, newest first; pages are fetched as the stream is read, which may throw. */
    public Stream<Version> history(Identifier identifier) {
        return pages(page -> history(identifier, page));
    }

    /** One page of a record's versions, newest first. */
    public PageOf<Version> history(Identifier identifier, Page page) {
        return calls.await(async.history(identifier, page));
    }

    /** All records that a search finds; pages are fetched as the stream is read, which may throw. */
    public Stream<Identifier> search(Search search) {
        return pages(page -> search(search, page));
    }

    /** One page of what a search finds; it may have fewer than its limit though more follow. */
    public PageOf<Identifier> search(Search search, Page page) {
        return calls.await(async.search(search, page));
    }

    /**
     * The identifier that the rule of a template makes of values; nothing is written.
     *
     * @param prefix such as {@code 88.118.8}
     * @param template such as {@code steel-coil:1}, or {@code 88.118.8/META_steel-coil:1}
     * @param values by name or label of the fields in the rule, and by name of its free parts
     */
    public Identifier suggestIdentifier(Identifier prefix, String template, Map<String, String> values) {
        return calls.await(async.suggestIdentifier(prefix, template, values));
    }

    /** One page of what was done under a prefix on the days from {@code from} to {@code to} of China's calendar. */
    public Statistics statistics(Identifier prefix, LocalDate from, LocalDate to, Page page) {
        return calls.await(async.statistics(prefix, from, to, page));
    }

    /** Enterprises, prefixes and users. */
    public Directory directory() {
        return new Directory(calls, options);
    }

    /** Files of registrations that the node works through by itself. */
    public ImportJobs imports() {
        return new ImportJobs(calls, options);
    }

    /** Whom the node takes this client for; refused with {@code AUTHENTICATION_NEEDED} if it has no credential. */
    public Reference whoAmI() {
        return calls.await(async.whoAmI());
    }

    /** Waits up to a few seconds for calls under way, ends the session and the connection. May be called again. */
    @Override
    public void close() {
        calls.close();
    }

    static <T> Stream<T> pages(Function<Page, PageOf<T>> fetch) {
        return Stream.iterate(
                        Optional.of(fetch.apply(Page.first(Page.MAX_LIMIT))),
                        Optional::isPresent,
                        page -> page.flatMap(PageOf::next)
                                .map(next -> fetch.apply(new Page(Optional.of(next), Page.MAX_LIMIT))))
                .flatMap(page -> page.orElseThrow().items().stream());
    }
}
