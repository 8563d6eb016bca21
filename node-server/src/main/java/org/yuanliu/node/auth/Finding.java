package org.yuanliu.node.auth;

import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;

/** What became of a proof. */
public sealed interface Finding {

    /** The peer holds this key; its index is a real one even if the peer left it open with 0. */
    record Proven(Reference identity) implements Finding {}

    /** The peer has not shown that it holds the key. */
    record Failed(Problem problem) implements Finding {}

    static Finding failed(String why) {
        return new Failed(Problem.of(Reason.AUTHENTICATION_FAILED, why));
    }
}
