package org.yuanliu.node.ledger;

import org.yuanliu.command.Answer;
import org.yuanliu.command.Command;
import org.yuanliu.node.store.Draft;

/** The rules that decide a command: a pure function of the draft and the command, the same on every replica. */
public interface Applier {
    /**
     * Decides a command and, if it is accepted, writes all its effects but the change log into the draft. A refused
     * command leaves the draft as it was.
     *
     * @param sequence number that the command has in the change log if it is accepted
     */
    Answer apply(Command command, long sequence, Draft draft);
}
