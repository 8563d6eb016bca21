package org.yuanliu.sdk.internal;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.LocalizedMessage;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yuanliu.model.Reason;
import org.yuanliu.sdk.Failure;

/** Reads why a call failed from its status and the details that go with it. */
final class Failures {
    private static final String DOMAIN = "yuanliu.org";
    private static final Set<String> SESSION_ENDED = Set.of(
            Reason.AUTHENTICATION_NEEDED.name(), Reason.AUTHENTICATION_TIMEOUT.name(), Reason.SESSION_TIMEOUT.name());

    private Failures() {}

    static Failure of(Status status, Metadata trailers, Optional<String> requestId) {
        var details = StatusProto.fromStatusAndTrailers(status, trailers);
        return of(details, requestId);
    }

    static Failure of(com.google.rpc.Status status, Optional<String> requestId) {
        Optional<ErrorInfo> info =
                detail(status, ErrorInfo.class).filter(i -> i.getDomain().equals(DOMAIN));
        return new Failure(
                info.map(ErrorInfo::getReason).orElseGet(() -> nameOf(status.getCode())),
                detail(status, LocalizedMessage.class)
                        .map(LocalizedMessage::getMessage)
                        .orElseGet(status::getMessage),
                retryable(status.getCode(), info.isPresent()),
                info.map(Failures::indexes).orElse(List.of()),
                detail(status, BadRequest.class)
                        .filter(bad -> bad.getFieldViolationsCount() > 0)
                        .map(bad -> bad.getFieldViolations(0).getField()),
                requestId,
                violations(status));
    }

    /** Those that name a rule; a wrong field of the request has none. */
    private static List<String> violations(com.google.rpc.Status status) {
        return detail(status, BadRequest.class).stream()
                .flatMap(bad -> bad.getFieldViolationsList().stream())
                .filter(violation -> !violation.getReason().isEmpty())
                .map(BadRequest.FieldViolation::getDescription)
                .toList();
    }

    /**
     * Whether the call may have been done all the same: it got lost, something broke after it came, or its answer was too
     * large to be taken, which gRPC tells by a status of its own.
     */
    static boolean leavesOpen(Failure failure, Status status) {
        return switch (status.getCode()) {
            case INTERNAL, UNKNOWN -> true;
            case RESOURCE_EXHAUSTED -> failure.reason().equals(nameOf(Code.RESOURCE_EXHAUSTED_VALUE));
            default -> failure.retryable();
        };
    }

    /** Whether a new session may help. */
    static boolean sessionEnded(Failure failure) {
        return SESSION_ENDED.contains(failure.reason());
    }

    /** Nanoseconds that the node asks to wait before the next attempt; 0 if it does not say. */
    static long wishedPause(Status status, Metadata trailers) {
        return detail(StatusProto.fromStatusAndTrailers(status, trailers), RetryInfo.class)
                .map(retry -> Duration.ofSeconds(
                                retry.getRetryDelay().getSeconds(),
                                retry.getRetryDelay().getNanos())
                        .toNanos())
                .orElse(0L);
    }

    /** Without a word from the node it is not known how far the call came; the same call may go through next time. */
    private static boolean retryable(int code, boolean nodeSpoke) {
        return switch (code) {
            case Code.UNAVAILABLE_VALUE -> true;
            case Code.DEADLINE_EXCEEDED_VALUE, Code.CANCELLED_VALUE -> !nodeSpoke;
            default -> false;
        };
    }

    private static List<Integer> indexes(ErrorInfo info) {
        return Arrays.stream(info.getMetadataOrDefault("indexes", "").split(","))
                .filter(index -> index.matches("[0-9]{1,9}"))
                .map(Integer::valueOf)
                .toList();
    }

    private static String nameOf(int code) {
        return Status.fromCodeValue(code).getCode().name();
    }

    private static <D extends Message> Optional<D> detail(com.google.rpc.Status status, Class<D> type) {
        for (Any detail : status.getDetailsList()) {
            if (detail.is(type)) {
                try {
                    return Optional.of(detail.unpack(type));
                } catch (InvalidProtocolBufferException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
