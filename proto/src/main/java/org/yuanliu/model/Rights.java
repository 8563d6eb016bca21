package org.yuanliu.model;

/**
 * What an HS_ADMIN element allows: twelve bits, thirteen since DO-IRP 3.0 (wire reference, section 10.1).
 *
 * @param bits a combination of the constants
 */
public record Rights(int bits) {
    public static final int ADD_IDENTIFIER = 0x0001;
    public static final int DELETE_IDENTIFIER = 0x0002;
    public static final int ADD_DERIVED_PREFIX = 0x0004;
    public static final int DELETE_DERIVED_PREFIX = 0x0008;
    public static final int MODIFY_ELEMENT = 0x0010;
    public static final int REMOVE_ELEMENT = 0x0020;
    public static final int ADD_ELEMENT = 0x0040;
    public static final int MODIFY_ADMIN = 0x0080;
    public static final int REMOVE_ADMIN = 0x0100;
    public static final int ADD_ADMIN = 0x0200;
    public static final int READ = 0x0400;
    public static final int LIST_IDENTIFIERS = 0x0800;
    public static final int LIST_DERIVED_PREFIXES = 0x1000;

    /** What "all" means to the clients in use. */
    public static final Rights ALL = new Rights(0x0FFF);

    public boolean allow(int wanted) {
        return (bits & wanted) == wanted;
    }
}
