package org.yuanliu.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.yuanliu.model.ImportJob;
import org.yuanliu.model.Page;
import org.yuanliu.model.ReportRow;
import org.yuanliu.sdk.internal.Calls;
import org.yuanliu.sdk.internal.ImportCalls;
import org.yuanliu.sdk.internal.Options;

/**
 * The import jobs of a node: files of registrations that it works through by itself. What {@link
 * YuanliuClient#imports()} gives, with the same promises; {@link YuanliuAsyncClient} has those methods that do not wait
 * long. A job is known to its owner and to operators: to others its id is unknown, {@code JOB_UNKNOWN}.
 *
 * <p>Thread-safe.
 */
public final class ImportJobs {
    private final Calls calls;
    private final ImportCalls imports;
    private final Options options;

    ImportJobs(Calls calls, Options options) {
        this.calls = calls;
        this.imports = new ImportCalls(calls);
        this.options = options;
    }

    /** Where the lines of a job come from. */
    public interface Lines {
        /** Opens them at the beginning; again when the link to the node broke. The stream is closed by the client. */
        InputStream open() throws IOException;
    }

    /**
     * Sends a file of JSON Lines; returns when it is safe with the node, which then goes on by itself. Takes as long as
     * the file needs; no deadline counts.
     *
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public ImportJob start(Path file) {
        return start(String.valueOf(file.getFileName()), () -> Files.newInputStream(file));
    }

    /**
     * The same for lines from anywhere, in the form of {@code POST /v1/batches}. With {@link
     * YuanliuClient#withRequestId} the same lines sent again are the same job.
     *
     * @param name for people: up to 200 characters, may be empty
     * @throws java.io.UncheckedIOException if the lines cannot be read
     */
    public ImportJob start(String name, Lines lines) {
        return imports.start(name, lines, options);
    }

    /** How a job stands. */
    public ImportJob get(String id) {
        return calls.await(imports.get(id, options));
    }

    /** One's own jobs, for operators all, the newest first; pages are fetched as the stream is read, which may throw. */
    public Stream<ImportJob> list() {
        return YuanliuClient.pages(this::list);
    }

    /** One page of them. */
    public PageOf<ImportJob> list(Page page) {
        return calls.await(imports.list(page, options));
    }

    /**
     * The rows that have a verdict by now, in the order of the file; pages are fetched as the stream is read, which may
     * throw.
     *
     * @param from first line of interest, from 1
     */
    public Stream<ReportRow> report(String id, long from) {
        return Stream.iterate(
                        Optional.of(report(id, from, Page.MAX_LIMIT)),
                        Optional::isPresent,
                        page -> page.filter(it -> it.next().isPresent())
                                .map(it -> report(id, it.next().getAsLong(), Page.MAX_LIMIT)))
                .flatMap(page -> page.orElseThrow().rows().stream());
    }

    /** One page of them, of 1 to 1000 rows. */
    public ReportPage report(String id, long from, int limit) {
        return calls.await(imports.report(id, from, limit, options));
    }

    /** Ends a job after the parcel under way; returns when that is done. What is registered stays. */
    public ImportJob cancel(String id) {
        return calls.await(imports.cancel(id, options));
    }

    /** Lets a cancelled or stopped job go on where it was, when its turn comes. */
    public ImportJob resume(String id) {
        return calls.await(imports.resume(id, options));
    }
}
