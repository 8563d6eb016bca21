package org.yuanliu.protobuf;

import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;

/** A field of a message has a value that cannot be used. Cheap: has no stack trace. */
public final class BadField extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final transient Problem problem;

    /** @param field path of the field, such as {@code elements[2].index} */
    public BadField(String field, Problem problem) {
        super(field + ": " + problem, null, false, false);
        this.field = field;
        this.problem = problem;
    }

    /** Says that the field "is wrong: " and then {@code why}. */
    public BadField(String field, String why) {
        this(field, Problem.of(Reason.INVALID_ARGUMENT, field, why));
    }

    public BadField(String field, MalformedMessage cause) {
        this(field, cause.problem());
    }

    public String field() {
        return field;
    }

    public Problem problem() {
        return problem;
    }
}
