package org.yuanliu.node.auth;

import org.yuanliu.model.Caller;
import org.yuanliu.model.Problem;

/** What a request's header says about who asks. */
public sealed interface Verdict {

    /** The caller is known, or anonymous because nothing was claimed. */
    record Known(Caller caller) implements Verdict {}

    /** Something was claimed and does not hold; nothing may be done on its strength, not even anonymously. */
    record Refused(Problem problem) implements Verdict {}
}
