package org.yuanliu.template;

import java.util.List;

/** The parts of a pattern, as they are read. */
sealed interface PatternNode {
    /** No upper limit of a repetition. */
    int UNLIMITED = -1;

    /** One character of a set. */
    record One(CharacterSet set) implements PatternNode {}

    /** Parts one behind the other. */
    record Sequence(List<PatternNode> parts) implements PatternNode {}

    /** One of several parts. */
    record Either(List<PatternNode> parts) implements PatternNode {}

    /** A part several times. */
    record Repeat(PatternNode part, int least, int most) implements PatternNode {}
}
