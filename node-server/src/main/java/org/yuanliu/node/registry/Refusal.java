package org.yuanliu.node.registry;

import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;

/** Ends the judging of a change with the reason why not; never leaves this package. Cheap: has no stack trace. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Refusal(Problem problem) {
        super(null, null, false, false);
        this.problem = problem;
    }

    Refusal(Reason reason, String... details) {
        this(Problem.of(reason, details));
    }

    Problem problem() {
        return problem;
    }
}
