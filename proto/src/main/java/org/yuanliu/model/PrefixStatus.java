package org.yuanliu.model;

import java.util.OptionalLong;

/**
 * What a node knows of a prefix that it allocates.
 *
 * @param delegated whether its records live on the enterprise's own node, or will; else here
 * @param quota most records under it; empty for any number
 */
public record PrefixStatus(PrefixState state, boolean delegated, OptionalLong quota) {
    /** As it is applied for. */
    public static final PrefixStatus APPLIED = new PrefixStatus(PrefixState.APPLIED, false, OptionalLong.empty());

    /** The status after a step; homing and delegating say where the records live, all others leave that. */
    public PrefixStatus in(PrefixState other) {
        boolean moves = other == PrefixState.HOMED || other == PrefixState.DELEGATED;
        return new PrefixStatus(other, moves ? other == PrefixState.DELEGATED : delegated, quota);
    }

    public PrefixStatus with(OptionalLong otherQuota) {
        return new PrefixStatus(state, delegated, otherQuota);
    }

    /** Whether this node is home of the prefix. */
    public boolean homed() {
        return state == PrefixState.HOMED || state == PrefixState.SUSPENDED && !delegated;
    }

    /** Whether this node knows where else the prefix is at home. */
    public boolean elsewhere() {
        return state == PrefixState.DELEGATED || state == PrefixState.SUSPENDED && delegated;
    }

    /** Whether one step leads from here to the other status; {@code other} may have any quota. */
    public boolean leadsTo(PrefixStatus other) {
        boolean back = state != PrefixState.SUSPENDED || other.delegated == delegated;
        return state.next().contains(other.state)
                && other.equals(in(other.state).with(other.quota))
                && back;
    }
}
