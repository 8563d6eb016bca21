package org.yuanliu.node.store;

/**
 * Says that a read would have to wait for the disk. Thrown by {@link Store#memory()} only; whoever asked on an event
 * loop asks again on a worker. One instance without stack trace: throwing it costs next to nothing.
 */
public final class WouldBlock extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public static final WouldBlock INSTANCE = new WouldBlock();

    private WouldBlock() {
        super("the read would wait for the disk", null, false, false);
    }
}
