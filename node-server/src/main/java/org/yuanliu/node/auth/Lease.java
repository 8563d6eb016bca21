package org.yuanliu.node.auth;

import java.time.Duration;

/** Something that lives as long as it is used now and then. */
abstract class Lease {
    private final long idleMillis;
    private volatile long lastUsed;

    Lease(Duration idle, long nowMillis) {
        this.idleMillis = idle.toMillis();
        this.lastUsed = nowMillis;
    }

    /** Whether somebody has proven who he is; those without go first when room is needed. */
    abstract boolean proven();

    void use(long nowMillis) {
        lastUsed = nowMillis;
    }

    final long lastUsed() {
        return lastUsed;
    }

    final boolean over(long nowMillis) {
        return nowMillis - lastUsed > idleMillis;
    }
}
