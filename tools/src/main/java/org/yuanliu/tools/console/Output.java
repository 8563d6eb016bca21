package org.yuanliu.tools.console;

/** How a command answers. */
public enum Output {
    /** For people, in their language. */
    TEXT,
    /** For programs: one JSON value on standard output, problems as one JSON object on standard error. */
    JSON
}
