package org.yuanliu.sdk;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yuanliu.model.Reason;

/** A call did not succeed: the node refused it, or it did not get through. Says why as {@link Failure}. */
public final class YuanliuException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public YuanliuException(Failure failure) {
        this(failure, null);
    }

    public YuanliuException(Failure failure, @Nullable Throwable cause) {
        super(failure.reason() + ": " + failure.message(), cause);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }

    /** Stable name of the reason, see {@link Failure#reason()}. */
    public String reason() {
        return failure.reason();
    }

    /** Whether the node refused for this reason. */
    public boolean is(Reason reason) {
        return reason.name().equals(failure.reason());
    }

    /** Whether the same call may succeed in a moment. */
    public boolean retryable() {
        return failure.retryable();
    }

    /** Elements at fault, if any. */
    public List<Integer> indexes() {
        return failure.indexes();
    }

    /** The id under which a write that failed can be repeated, see {@link YuanliuClient#withRequestId}. */
    public Optional<String> requestId() {
        return failure.requestId();
    }
}
