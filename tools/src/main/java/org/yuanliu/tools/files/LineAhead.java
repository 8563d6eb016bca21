package org.yuanliu.tools.files;

import java.util.NoSuchElementException;
import java.util.Optional;

/** A file that is read one line ahead, to know whether another one follows. */
abstract class LineAhead implements BatchFile {
    private Optional<BatchLine> next = Optional.empty();
    private boolean ended;

    /** Reads on; empty where there is nothing to say, as of a blank line. Not called again after {@link #end}. */
    abstract Optional<BatchLine> read();

    /** There is nothing behind what is being read. */
    final void end() {
        ended = true;
    }

    @Override
    public final boolean hasNext() {
        while (next.isEmpty() && !ended) {
            next = read();
        }
        return next.isPresent();
    }

    @Override
    public final BatchLine next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        BatchLine line = next.orElseThrow();
        next = Optional.empty();
        return line;
    }
}
