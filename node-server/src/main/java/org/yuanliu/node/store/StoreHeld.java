package org.yuanliu.node.store;

/** Another node has the store open. */
public final class StoreHeld extends StoreFailure {
    private static final long serialVersionUID = 1L;

    public StoreHeld(String message) {
        super(message);
    }
}
