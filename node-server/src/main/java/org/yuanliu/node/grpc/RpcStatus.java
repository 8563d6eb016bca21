package org.yuanliu.node.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.LocalizedMessage;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Violation;

/**
 * A problem as {@code google.rpc.Status}: ErrorInfo for programs, LocalizedMessage for people, BadRequest with the path
 * of a wrong field or the broken rules of a template, RetryInfo where a retry can help. ErrorInfo's metadata hold the identifier, the indexes of the
 * elements at fault ("2,7"), and what fills the gaps of the text: detail0, detail1, ...
 */
final class RpcStatus {
    static final String DOMAIN = "yuanliu.org";

    /** In UTF-8. Clients take 8 KiB of headers if not told otherwise, and a text is repeated up to six times in them. */
    private static final int MAX_DETAIL_BYTES = 300;

    /** Broken rules that are told one by one, for the same reason. */
    private static final int MAX_VIOLATIONS = 12;

    private static final Duration SOON =
            Duration.newBuilder().setNanos(200_000_000).build();
    private static final Duration LATER = Duration.newBuilder().setSeconds(5).build();

    private RpcStatus() {}

    static Status of(Problem full, Locale locale, Optional<Identifier> subject, Optional<String> field) {
        var problem = new Problem(
                full.reason(),
                full.details().stream().map(RpcStatus::clip).toList(),
                full.indexes(),
                full.violations().stream().limit(MAX_VIOLATIONS).toList());
        var status = Status.newBuilder()
                .setCode(problem.reason().grpcCode())
                .setMessage(problem.text(Locale.ENGLISH))
                .addDetails(Any.pack(errorInfo(problem, subject)))
                .addDetails(Any.pack(LocalizedMessage.newBuilder()
                        .setLocale(locale.toLanguageTag())
                        .setMessage(problem.text(locale))
                        .build()));
        field.or(() -> fieldAtFault(problem)).ifPresent(path -> status.addDetails(Any.pack(badRequest(path, problem))));
        if (!problem.violations().isEmpty()) {
            status.addDetails(Any.pack(violations(problem.violations(), locale)));
        }
        retryAfter(problem.reason())
                .ifPresent(delay -> status.addDetails(
                        Any.pack(RetryInfo.newBuilder().setRetryDelay(delay).build())));
        return status.build();
    }

    private static ErrorInfo errorInfo(Problem problem, Optional<Identifier> subject) {
        var info = ErrorInfo.newBuilder().setReason(problem.reason().name()).setDomain(DOMAIN);
        subject.ifPresent(identifier -> info.putMetadata("identifier", clip(identifier.text())));
        if (!problem.indexes().isEmpty()) {
            info.putMetadata("indexes", indexes(problem.indexes()));
        }
        for (int i = 0; i < problem.details().size(); i++) {
            info.putMetadata("detail" + i, problem.details().get(i));
        }
        return info.build();
    }

    private static String indexes(List<Integer> indexes) {
        return indexes.stream().limit(100).map(String::valueOf).collect(Collectors.joining(","));
    }

    /** The registry names indexes, not fields; only elements have them. */
    private static Optional<String> fieldAtFault(Problem problem) {
        boolean elements = problem.reason() == Reason.INVALID_ELEMENT || problem.reason() == Reason.DUPLICATE_INDEX;
        return elements ? Optional.of("elements") : Optional.empty();
    }

    private static BadRequest badRequest(String field, Problem problem) {
        return BadRequest.newBuilder()
                .addFieldViolations(BadRequest.FieldViolation.newBuilder()
                        .setField(field)
                        .setDescription(problem.text(Locale.ENGLISH)))
                .build();
    }

    /** The broken rules of a template: the rule's name as reason, the sentence in the client's language. */
    private static BadRequest violations(List<Violation> violations, Locale locale) {
        BadRequest.Builder all = BadRequest.newBuilder();
        for (Violation violation : violations) {
            all.addFieldViolations(BadRequest.FieldViolation.newBuilder()
                    .setField(violation.field())
                    .setReason(violation.rule().name())
                    .setDescription(clip(violation.text(locale))));
        }
        return all.build();
    }

    private static Optional<Duration> retryAfter(Reason reason) {
        return switch (reason) {
            case TOO_BUSY -> Optional.of(SOON);
            case READ_ONLY -> Optional.of(LATER);
            default -> Optional.empty();
        };
    }

    private static String clip(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            bytes += Character.toString(text.codePointAt(i)).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_DETAIL_BYTES) {
                return text.substring(0, i) + "…";
            }
        }
        return text;
    }
}
