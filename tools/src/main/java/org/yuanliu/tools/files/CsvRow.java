package org.yuanliu.tools.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One row of comma-separated values as in RFC 4180, read line by line: a cell in quotes may go over several. Blanks around
 * a cell are no part of it, unless it is in quotes. For one thread.
 */
final class CsvRow {
    private static final char QUOTE = '"';

    private final List<String> cells = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private State state = State.BEFORE;
    private Optional<String> fault = Optional.empty();

    private enum State {
        /** Nothing of the cell yet but blanks. */
        BEFORE,
        PLAIN,
        QUOTED,
        /** Behind the quote that ends the cell. */
        BEHIND
    }

    /** @param line without its line break */
    void add(String line) {
        if (state == State.QUOTED) {
            cell.append('\n');
        }
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (state == State.QUOTED && c == QUOTE && i + 1 < line.length() && line.charAt(i + 1) == QUOTE) {
                cell.append(QUOTE);
                i++;
            } else {
                take(c);
            }
        }
        if (state != State.QUOTED) {
            endCell();
        }
    }

    /** Whether a quote is open, so that the row goes on in the next line. */
    boolean isOpen() {
        return state == State.QUOTED;
    }

    /** What is wrong with the row, if something is. */
    Optional<String> fault() {
        return fault;
    }

    List<String> cells() {
        return cells;
    }

    private void take(char c) {
        if (state == State.QUOTED) {
            if (c == QUOTE) {
                state = State.BEHIND;
            } else {
                cell.append(c);
            }
        } else if (c == ',') {
            endCell();
        } else if (state == State.PLAIN) {
            cell.append(c);
        } else if (!Character.isWhitespace(c)) {
            begin(c);
        }
    }

    private void begin(char c) {
        if (state == State.BEHIND) {
            fault = Optional.of("behind a closing quote stands '" + c + "', right is a comma");
        } else if (c == QUOTE) {
            state = State.QUOTED;
        } else {
            state = State.PLAIN;
            cell.append(c);
        }
    }

    private void endCell() {
        cells.add(state == State.PLAIN ? cell.toString().strip() : cell.toString());
        cell.setLength(0);
        state = State.BEFORE;
    }
}
