package org.yuanliu.node.grpc;

import io.grpc.ServerServiceDefinition;
import org.yuanliu.grpc.ImportJob;
import org.yuanliu.grpc.ImportJobRequest;
import org.yuanliu.grpc.ImportJobsGrpc;
import org.yuanliu.grpc.ImportReportRequest;
import org.yuanliu.grpc.ImportReportResponse;
import org.yuanliu.grpc.ListImportJobsRequest;
import org.yuanliu.grpc.ListImportJobsResponse;
import org.yuanliu.grpc.StartImportRequest;
import org.yuanliu.json.JobJson;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Caller;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.node.auth.HeaderAuth;
import org.yuanliu.node.jobs.JobDesk;
import org.yuanliu.protobuf.BadField;
import org.yuanliu.protobuf.JobMessages;

/** {@code yuanliu.v1.ImportJobs}. */
final class ImportJobsService {
    private final JobDesk desk;

    ImportJobsService(JobDesk desk) {
        this.desk = desk;
    }

    ServerServiceDefinition bind(HeaderAuth auth) {
        return new Service(ImportJobsGrpc.getServiceDescriptor())
                .addStream(
                        ImportJobsGrpc.getStartMethod(),
                        StartImportRequest.getDefaultInstance(),
                        new StartImport(desk, auth))
                .add(
                        ImportJobsGrpc.getGetMethod(),
                        ImportJobRequest.getDefaultInstance(),
                        new Identified<>(auth, this::get))
                .add(
                        ImportJobsGrpc.getListMethod(),
                        ListImportJobsRequest.getDefaultInstance(),
                        new Identified<>(auth, this::list))
                .add(
                        ImportJobsGrpc.getReportMethod(),
                        ImportReportRequest.getDefaultInstance(),
                        new Identified<>(auth, this::report))
                .add(
                        ImportJobsGrpc.getCancelMethod(),
                        ImportJobRequest.getDefaultInstance(),
                        new Identified<>(auth, this::cancel))
                .add(
                        ImportJobsGrpc.getResumeMethod(),
                        ImportJobRequest.getDefaultInstance(),
                        new Identified<>(auth, this::resume))
                .definition();
    }

    private void get(ImportJobRequest request, Caller caller, Call<ImportJob> call) {
        desk.get(caller, request.getId(), call.locale(), job -> call.answer(JobMessages.write(job)), call::refuse);
    }

    private void list(ListImportJobsRequest request, Caller caller, Call<ListImportJobsResponse> call) throws BadField {
        desk.list(
                caller,
                Fields.page(request.getPage()),
                call.locale(),
                listing -> {
                    var message = ListImportJobsResponse.newBuilder().setNext(Fields.cursor(listing.next()));
                    listing.jobs().forEach(job -> message.addJobs(JobMessages.write(job)));
                    call.answer(message.build());
                },
                call::refuse);
    }

    private void report(ImportReportRequest request, Caller caller, Call<ImportReportResponse> call) throws BadField {
        int limit = request.getLimit() == 0 ? JobDesk.MAX_PAGE : request.getLimit();
        if (limit < 0 || limit > JobDesk.MAX_PAGE) {
            throw new BadField("limit", Integer.toUnsignedString(limit) + " is not in 1.." + JobDesk.MAX_PAGE);
        }
        if (request.getFrom() < 0) {
            throw new BadField("from", Long.toUnsignedString(request.getFrom()) + " is above " + Long.MAX_VALUE);
        }
        desk.report(
                caller,
                request.getId(),
                Math.max(1, request.getFrom()),
                limit,
                rows -> call.answer(message(rows)),
                call::refuse);
    }

    private static ImportReportResponse message(JobDesk.Rows rows) {
        var message = ImportReportResponse.newBuilder().setNext(rows.next());
        try {
            for (Bytes row : rows.rows()) {
                message.addRows(JobMessages.write(JobJson.readRow(row)));
            }
        } catch (MalformedMessage e) {
            throw new IllegalStateException("a report holds a row that was not written by us", e);
        }
        return message.build();
    }

    private void cancel(ImportJobRequest request, Caller caller, Call<ImportJob> call) {
        desk.cancel(caller, request.getId(), call.locale(), job -> call.answer(JobMessages.write(job)), call::refuse);
    }

    private void resume(ImportJobRequest request, Caller caller, Call<ImportJob> call) {
        desk.resume(caller, request.getId(), call.locale(), job -> call.answer(JobMessages.write(job)), call::refuse);
    }
}
