package org.yuanliu.sdk;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.ImportJob;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Page;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;
import org.yuanliu.model.Version;
import org.yuanliu.sdk.internal.Calls;
import org.yuanliu.sdk.internal.ImportCalls;
import org.yuanliu.sdk.internal.Options;

/**
 * The methods of {@link YuanliuClient} that answer later, where not said otherwise with the same meaning. Thread-safe.
 *
 * <p>A future ends with its value or with a {@link YuanliuException}, no later than the deadline. Cancelling it cancels
 * the call; a write may have been done by then. Callbacks run on the thread that serves the connection: they must not
 * block, and may make calls of this class only.
 *
 * <p>While as many calls are under way as the client was built for, a further one waits in its method for a place, at
 * most as long as the deadline; in a callback it fails with {@code CLIENT_BUSY} instead.
 */
public final class YuanliuAsyncClient {
    /** Most identifiers in one {@link #batchResolve}. */
    public static final int MAX_BATCH = 1000;

    private final Calls calls;
    private final ImportCalls imports;
    private final Options options;

    YuanliuAsyncClient(Calls calls, Options options) {
        this.calls = calls;
        this.imports = new ImportCalls(calls);
        this.options = options;
    }

    public CompletableFuture<Resolution> resolve(Identifier identifier) {
        return resolve(identifier, Selection.PUBLIC);
    }

    public CompletableFuture<Resolution> resolve(Identifier identifier, Selection selection) {
        return calls.resolve(identifier, selection, false, options);
    }

    public CompletableFuture<Resolution> resolveAnywhere(Identifier identifier, Selection selection) {
        return calls.resolve(identifier, selection, true, options);
    }

    /** @param identifiers 0..1000 */
    public CompletableFuture<List<BatchItem>> batchResolve(List<Identifier> identifiers, Selection selection) {
        return calls.batchResolve(identifiers, selection, false, options);
    }

    /** @param identifiers 0..1000 */
    public CompletableFuture<List<BatchItem>> batchResolveAnywhere(List<Identifier> identifiers, Selection selection) {
        return calls.batchResolve(identifiers, selection, true, options);
    }

    public CompletableFuture<Outcome.Written> register(Identifier identifier, List<Element> elements) {
        return calls.register(new Request.Create(identifier, elements, false, false), options);
    }

    public CompletableFuture<Outcome.Written> register(TemplatedRecord<?> item) {
        return calls.register(filled(item, false, ""), options);
    }

    public CompletableFuture<Outcome.Written> replace(Identifier identifier, List<Element> elements) {
        return calls.register(new Request.Create(identifier, elements, true, false), options);
    }

    public CompletableFuture<Outcome.Written> mint(Identifier start, List<Element> elements) {
        return calls.register(new Request.Create(start, elements, false, true), options);
    }

    public CompletableFuture<Outcome.Written> update(Identifier identifier, List<Element> put) {
        return update(identifier, new Change(put, List.of(), OptionalLong.empty(), ""));
    }

    public CompletableFuture<Outcome.Written> update(Identifier identifier, Change change) {
        var request = new Request.Update(
                identifier, change.put(), change.remove(), change.expectedVersion(), change.reason());
        return calls.update(request, options);
    }

    public CompletableFuture<Outcome.Written> update(TemplatedRecord<?> late, String reason) {
        return calls.update(filled(late, true, reason), options);
    }

    private static Request.Filled filled(TemplatedRecord<?> item, boolean update, String reason) {
        return new Request.Filled(item.identifier(), item.template(), item.values(), update, reason);
    }

    public CompletableFuture<Outcome.Written> delete(Identifier identifier) {
        return calls.delete(new Request.Delete(identifier), options);
    }

    public CompletableFuture<Outcome.Written> admitPrefix(Identifier prefix, List<Element> elements) {
        return calls.admitPrefix(new Request.AdmitPrefix(prefix, elements), options);
    }

    public CompletableFuture<PageOf<Identifier>> list(Identifier prefix, Page page) {
        return calls.list(Optional.of(prefix), page, options);
    }

    public CompletableFuture<PageOf<Identifier>> homedPrefixes(Page page) {
        return calls.list(Optional.empty(), page, options);
    }

    public CompletableFuture<PageOf<Version>> history(Identifier identifier, Page page) {
        return calls.history(identifier, page, options);
    }

    public CompletableFuture<PageOf<Identifier>> search(Search search, Page page) {
        return calls.search(search, page, options);
    }

    public CompletableFuture<Identifier> suggestIdentifier(
            Identifier prefix, String template, Map<String, String> values) {
        return calls.suggest(prefix, template, values, options);
    }

    public CompletableFuture<Statistics> statistics(Identifier prefix, LocalDate from, LocalDate to, Page page) {
        return calls.statistics(prefix, from, to, page, options);
    }

    /** As {@link ImportJobs#get}, and those below as the others there. */
    public CompletableFuture<ImportJob> importJob(String id) {
        return imports.get(id, options);
    }

    public CompletableFuture<PageOf<ImportJob>> importJobs(Page page) {
        return imports.list(page, options);
    }

    public CompletableFuture<ReportPage> importReport(String id, long from, int limit) {
        return imports.report(id, from, limit, options);
    }

    public CompletableFuture<ImportJob> cancelImport(String id) {
        return imports.cancel(id, options);
    }

    public CompletableFuture<ImportJob> resumeImport(String id) {
        return imports.resume(id, options);
    }

    public CompletableFuture<Reference> whoAmI() {
        return calls.whoAmI(options);
    }
}
