package org.yuanliu.node.ledger;

import org.yuanliu.directory.Standing;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.store.StoreFailure;

/**
 * What {@link org.yuanliu.node.store.Family#PREFIXES} holds for a prefix that this node is home of, so that a question
 * need not read the prefix record. Nothing for an open prefix right under the node's own, else one byte:
 *
 * <pre>
 * 7          0..1
 * | derived | standing: 0 open, 1 frozen, 2 shut |
 * </pre>
 *
 * @param standing that of its own record
 * @param derived whether prefixes above it may restrict it, too: it is neither the node's own nor right under that
 */
public record StoredHome(Standing standing, boolean derived) {
    private static final int DERIVED = 0x80;

    public Bytes bytes() {
        int value = standing.ordinal() | (derived ? DERIVED : 0);
        return value == 0 ? Bytes.EMPTY : Bytes.wrap(new byte[] {(byte) value});
    }

    /** @throws StoreFailure if the value is none */
    public static StoredHome read(Bytes value) {
        if (value.isEmpty()) {
            return new StoredHome(Standing.OPEN, false);
        }
        int bits = value.u1(0);
        int standing = bits & ~DERIVED;
        if (value.length() > 1 || bits == 0 || standing >= Standing.values().length) {
            throw new StoreFailure("bytes " + value + " do not say how a prefix stands");
        }
        return new StoredHome(Standing.values()[standing], (bits & DERIVED) != 0);
    }

    /** Whether prefixes above this one may restrict it, on a node with the given prefix. */
    public static boolean derived(String prefix, String nodePrefix) {
        boolean rightUnder = prefix.startsWith(nodePrefix + ".") && prefix.indexOf('.', nodePrefix.length() + 1) < 0;
        return !prefix.equals(nodePrefix) && !rightUnder;
    }
}
