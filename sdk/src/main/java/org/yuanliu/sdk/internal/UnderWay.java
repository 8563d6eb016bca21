package org.yuanliu.sdk.internal;

/** Something that waits for the node and must not wait for ever once the client is closed. */
interface UnderWay {
    /** Ends it, in whichever state it is. Thread-safe; may come more than once. */
    void clientClosed();
}
