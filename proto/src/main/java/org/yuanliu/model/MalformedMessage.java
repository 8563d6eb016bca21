package org.yuanliu.model;

import java.util.Objects;

/** The peer sent something that cannot be read; carries what to tell it. Cheap: has no stack trace. */
public final class MalformedMessage extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public MalformedMessage(Reason reason, String... details) {
        this(Problem.of(reason, details));
    }

    public MalformedMessage(Problem problem) {
        super(problem.toString(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /** Never null: the constructors ask for one. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
