package org.yuanliu.sdk.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.yuanliu.grpc.ImportJobRequest;
import org.yuanliu.grpc.ImportJobsGrpc;
import org.yuanliu.grpc.ImportReportRequest;
import org.yuanliu.grpc.ImportReportResponse;
import org.yuanliu.grpc.ListImportJobsRequest;
import org.yuanliu.grpc.ListImportJobsResponse;
import org.yuanliu.model.ImportJob;
import org.yuanliu.model.Page;
import org.yuanliu.model.ReportRow;
import org.yuanliu.protobuf.BadField;
import org.yuanliu.protobuf.ElementMessages;
import org.yuanliu.protobuf.JobMessages;
import org.yuanliu.sdk.ImportJobs;
import org.yuanliu.sdk.PageOf;
import org.yuanliu.sdk.ReportPage;

/** What can be asked of a node about import jobs, each as one call. Thread-safe. */
public final class ImportCalls {
    private final Calls calls;

    public ImportCalls(Calls calls) {
        this.calls = calls;
    }

    /** Sends a file, on this thread. */
    public ImportJob start(String name, ImportJobs.Lines lines, Options options) {
        return new Uploading(calls.connection(), options.requestIdOrFresh(), name, lines).run();
    }

    public CompletableFuture<ImportJob> get(String id, Options options) {
        return calls.ask(ImportJobsGrpc.getGetMethod(), request(id), JobMessages::read, options);
    }

    public CompletableFuture<PageOf<ImportJob>> list(Page page, Options options) {
        var request =
                ListImportJobsRequest.newBuilder().setPage(Calls.message(page)).build();
        return calls.ask(ImportJobsGrpc.getListMethod(), request, ImportCalls::jobs, options);
    }

    public CompletableFuture<ReportPage> report(String id, long from, int limit, Options options) {
        var request = ImportReportRequest.newBuilder()
                .setId(id)
                .setFrom(from)
                .setLimit(limit)
                .build();
        return calls.ask(ImportJobsGrpc.getReportMethod(), request, ImportCalls::rows, options);
    }

    public CompletableFuture<ImportJob> cancel(String id, Options options) {
        return calls.ask(ImportJobsGrpc.getCancelMethod(), request(id), JobMessages::read, options);
    }

    public CompletableFuture<ImportJob> resume(String id, Options options) {
        return calls.ask(ImportJobsGrpc.getResumeMethod(), request(id), JobMessages::read, options);
    }

    private static ImportJobRequest request(String id) {
        return ImportJobRequest.newBuilder().setId(id).build();
    }

    private static PageOf<ImportJob> jobs(ListImportJobsResponse answer) throws BadField {
        List<ImportJob> jobs = new ArrayList<>(answer.getJobsCount());
        for (var job : answer.getJobsList()) {
            jobs.add(JobMessages.read(job));
        }
        return new PageOf<>(jobs, Calls.cursor(ElementMessages.bytes(answer.getNext())));
    }

    private static ReportPage rows(ImportReportResponse answer) throws BadField {
        List<ReportRow> rows = new ArrayList<>(answer.getRowsCount());
        for (int i = 0; i < answer.getRowsCount(); i++) {
            rows.add(JobMessages.read(answer.getRows(i), "rows[" + i + "]"));
        }
        return new ReportPage(rows, answer.getNext() == 0 ? OptionalLong.empty() : OptionalLong.of(answer.getNext()));
    }
}
