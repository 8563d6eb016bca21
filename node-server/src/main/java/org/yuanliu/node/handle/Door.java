package org.yuanliu.node.handle;

import org.yuanliu.model.Bytes;

/**
 * Takes whole Handle messages from a carrier and answers them. Thread-safe and never blocking; malformed messages are
 * answered with an error, not thrown.
 */
public interface Door {
    /**
     * The response code of {@link #ASK_OVER_TCP}: the reference client repeats a request over TCP when UDP brings this
     * one, and no other.
     */
    int ASK_OVER_TCP_CODE = 2;

    /** What takes the place of an answer that is too long for its line. */
    String ASK_OVER_TCP = "The answer is too long for UDP; ask over TCP. 应答过长，请改用 TCP。";

    /**
     * Answers one message.
     *
     * @param message envelope and everything after it, already put together from its fragments
     * @param line where it came from, and what that line has proven so far
     * @param replies gets the answer: on the calling thread if memory suffices, else later from another thread
     */
    void serve(Bytes message, Line line, Replies replies);

    /** Where the answers to one message go. */
    interface Replies {
        /**
         * Takes one whole message, envelope included, to be sent in one piece where the carrier allows.
         *
         * @param last whether it is the last one for this request: lists are answered in several
         */
        void send(Bytes message, boolean last);

        /** Tells that the message gets no answer: it is none that may have one. */
        default void none() {}

        /**
         * Runs {@code more} once the carrier can take the next message of a list: at once if it keeps up, later when its
         * reader is slow, never when the line is gone. Whoever sends lists without asking risks the line: it is cut when
         * too much waits in it.
         */
        default void whenReady(Runnable more) {
            more.run();
        }
    }
}
