package org.yuanliu.node.jobs;

import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;

/** What was wanted of a job cannot be done; carries what to tell. Cheap: has no stack trace. */
final class JobRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    JobRefusal(Reason reason, String... details) {
        this(Problem.of(reason, details));
    }

    JobRefusal(Problem problem) {
        super(problem.toString(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
