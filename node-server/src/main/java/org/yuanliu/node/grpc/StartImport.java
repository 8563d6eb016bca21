package org.yuanliu.node.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import java.util.Optional;
import org.yuanliu.grpc.ImportJob;
import org.yuanliu.grpc.ImportStart;
import org.yuanliu.grpc.StartImportRequest;
import org.yuanliu.model.Caller;
import org.yuanliu.model.Problem;
import org.yuanliu.node.auth.HeaderAuth;
import org.yuanliu.node.auth.Verdict;
import org.yuanliu.node.jobs.JobDesk;
import org.yuanliu.node.jobs.Upload;
import org.yuanliu.protobuf.BadField;
import org.yuanliu.protobuf.ElementMessages;
import org.yuanliu.protobuf.JobMessages;

/**
 * {@code ImportJobs.Start}: takes a file piece by piece, the next when the one before is on its way to the disk; gRPC's
 * flow control keeps the rest with the client. A call that ends early leaves nothing behind.
 */
final class StartImport implements ServerCallHandler<Incoming<StartImportRequest>, ImportJob> {
    private final JobDesk desk;
    private final HeaderAuth auth;

    StartImport(JobDesk desk, HeaderAuth auth) {
        this.desk = desk;
        this.auth = auth;
    }

    @Override
    public ServerCall.Listener<Incoming<StartImportRequest>> startCall(
            ServerCall<Incoming<StartImportRequest>, ImportJob> call, Metadata headers) {
        call.request(1);
        return new Stream(call, new Call<>(call, headers));
    }

    /** One call. Messages arrive one at a time; what was taken is done on workers. */
    private final class Stream extends ServerCall.Listener<Incoming<StartImportRequest>> {
        private final ServerCall<?, ImportJob> line;
        private final Call<ImportJob> call;
        private Optional<Caller> caller = Optional.empty();
        private Optional<Upload> upload = Optional.empty();
        private boolean started;
        private boolean busy;
        private boolean whole;
        private boolean over;

        Stream(ServerCall<?, ImportJob> line, Call<ImportJob> call) {
            this.line = line;
            this.call = call;
        }

        @Override
        public synchronized void onMessage(Incoming<StartImportRequest> incoming) {
            busy = true;
            incoming.problem().ifPresent(this::refuse);
            incoming.message().ifPresent(this::take);
        }

        private void take(StartImportRequest message) {
            try {
                switch (message.getMessageCase()) {
                    case START -> start(message.getStart());
                    case LINES ->
                        desk.take(
                                upload.orElseThrow(() -> new BadField("lines", "an import begins with a start")),
                                ElementMessages.bytes(message.getLines()),
                                call.source(),
                                this::proceed,
                                this::refuse);
                    case MESSAGE_NOT_SET -> throw new BadField("message", "it is empty; right is a start or lines");
                }
            } catch (BadField e) {
                end();
                call.refuse(e);
            } catch (RuntimeException e) {
                end();
                call.fail(e);
            }
        }

        private void start(ImportStart start) throws BadField {
            if (started) {
                throw new BadField("start", "the import was started before");
            }
            started = true;
            auth.identify(
                    call.authorization(), call.trustedLine(), call.source(), verdict -> identified(verdict, start));
        }

        private void identified(Verdict verdict, ImportStart start) {
            if (verdict instanceof Verdict.Known known) {
                desk.begin(
                        known.caller(),
                        start.getKey(),
                        start.getName(),
                        call.locale(),
                        begun -> begun(known.caller(), begun),
                        this::refuse);
            } else if (verdict instanceof Verdict.Refused refused) {
                refuse(refused.problem());
            }
        }

        private synchronized void begun(Caller who, Upload begun) {
            caller = Optional.of(who);
            upload = Optional.of(begun);
            if (over) {
                desk.abandon(begun, who.source());
            } else {
                proceed();
            }
        }

        private synchronized void proceed() {
            busy = false;
            if (over) {
                return;
            }
            if (whole) {
                finish();
            } else {
                line.request(1);
            }
        }

        @Override
        public synchronized void onHalfClose() {
            whole = true;
            if (!started) {
                refuse(Incoming.malformed("the call carries no message"));
            } else if (!busy && !over) {
                finish();
            }
        }

        private void finish() {
            over = true;
            desk.finish(
                    upload.orElseThrow(),
                    caller.orElseThrow(),
                    call.locale(),
                    job -> call.answer(JobMessages.write(job)),
                    call::refuse);
        }

        @Override
        public void onCancel() {
            end();
        }

        private void refuse(Problem problem) {
            end();
            call.refuse(problem);
        }

        private synchronized void end() {
            if (!over) {
                over = true;
                upload.ifPresent(begun -> desk.abandon(begun, call.source()));
            }
        }
    }
}
