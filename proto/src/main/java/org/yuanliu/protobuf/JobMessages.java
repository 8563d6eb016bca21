package org.yuanliu.protobuf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yuanliu.grpc.ImportReportRow;
import org.yuanliu.grpc.ImportTrouble;
import org.yuanliu.grpc.ImportViolation;
import org.yuanliu.model.ImportJob;
import org.yuanliu.model.ImportState;
import org.yuanliu.model.ReportRow;
import org.yuanliu.model.Rule;
import org.yuanliu.model.Violation;

/** Import jobs and their reports, to and from {@code yuanliu/v1/jobs.proto}. */
public final class JobMessages {
    private JobMessages() {}

    public static org.yuanliu.grpc.ImportJob write(ImportJob job) {
        ImportJob.Progress progress = job.progress();
        var message = org.yuanliu.grpc.ImportJob.newBuilder()
                .setId(job.id())
                .setName(job.name())
                .setOwner(ElementMessages.write(job.owner()))
                .setState(job.state().word())
                .setCreatedMillis(job.createdMillis())
                .setEndedMillis(job.endedMillis())
                .setBytes(progress.bytes())
                .setRows(progress.rows())
                .setTried(progress.tried())
                .setRegistered(progress.registered())
                .setUpdated(progress.updated())
                .setRefused(progress.refused());
        job.trouble()
                .ifPresent(trouble -> message.setTrouble(
                        ImportTrouble.newBuilder().setReason(trouble.reason()).setMessage(trouble.message())));
        return message.build();
    }

    public static ImportJob read(org.yuanliu.grpc.ImportJob message) throws BadField {
        return new ImportJob(
                message.getId(),
                message.getName(),
                ElementMessages.read(message.getOwner(), "owner"),
                DirectoryMessages.state(ImportState.class, message.getState(), "state"),
                message.getCreatedMillis(),
                message.getEndedMillis(),
                new ImportJob.Progress(
                        message.getBytes(),
                        message.getRows(),
                        message.getTried(),
                        message.getRegistered(),
                        message.getUpdated(),
                        message.getRefused()),
                message.hasTrouble()
                        ? Optional.of(new ImportJob.Trouble(
                                message.getTrouble().getReason(),
                                message.getTrouble().getMessage()))
                        : Optional.empty());
    }

    public static ImportReportRow write(ReportRow row) {
        var message = ImportReportRow.newBuilder()
                .setLine(row.line())
                .setIdentifier(row.identifier())
                .setStatus(row.status())
                .setVersion(row.version())
                .setSequence(row.sequence())
                .setReason(row.reason())
                .setMessage(row.message());
        row.violations().forEach(violation -> message.addViolations(write(violation)));
        return message.build();
    }

    private static ImportViolation.Builder write(Violation violation) {
        return ImportViolation.newBuilder()
                .setField(violation.field())
                .setIndex(violation.index())
                .setRule(violation.rule().name())
                .setValue(violation.value())
                .setRight(violation.right())
                .setHint(violation.hint());
    }

    public static ReportRow read(ImportReportRow message, String field) throws BadField {
        List<Violation> violations = new ArrayList<>(message.getViolationsCount());
        for (ImportViolation each : message.getViolationsList()) {
            violations.add(read(each, field + ".violations"));
        }
        return new ReportRow(
                message.getLine(),
                message.getIdentifier(),
                message.getStatus(),
                message.getVersion(),
                message.getSequence(),
                message.getReason(),
                message.getMessage(),
                violations);
    }

    private static Violation read(ImportViolation message, String field) throws BadField {
        try {
            return new Violation(
                    message.getField(),
                    message.getIndex(),
                    Rule.valueOf(message.getRule()),
                    message.getValue(),
                    message.getRight(),
                    message.getHint());
        } catch (IllegalArgumentException e) {
            throw new BadField(field, "there is no rule " + message.getRule());
        }
    }
}
