package org.yuanliu.model;

/**
 * Who may read and write one element: the four bits of wire reference, section 6.
 *
 * @param bits 0..15: 8 administrators read, 4 administrators write, 2 everyone reads, 1 everyone writes
 */
public record Permissions(int bits) {
    public static final int ADMIN_READ = 8;
    public static final int ADMIN_WRITE = 4;
    public static final int PUBLIC_READ = 2;
    public static final int PUBLIC_WRITE = 1;

    /** Everyone reads, administrators write: 1110, what clients write when they say nothing. */
    public static final Permissions DEFAULT = new Permissions(ADMIN_READ | ADMIN_WRITE | PUBLIC_READ);

    /** Only administrators read and write: 1100, for keys and the like. */
    public static final Permissions HIDDEN = new Permissions(ADMIN_READ | ADMIN_WRITE);

    public boolean allow(int bit) {
        return (bits & bit) != 0;
    }
}
