package org.yuanliu.tools.console;

/** How a command ends: the exit codes that scripts may rely on. */
public enum Exit {
    OK(0),
    /** The node, or a rule about the data, said no. */
    REFUSED(1),
    /** The command line, or a file it names, is wrong. */
    USAGE(2),
    /** Nobody answers: the node is not running or not reachable (EX_UNAVAILABLE of sysexits.h). */
    UNAVAILABLE(69),
    /** Our own fault (EX_SOFTWARE of sysexits.h). */
    FAULT(70);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
