package org.yuanliu.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a user or an application may do: the members of a group (HS_VLIST) in the record of a prefix, and the HS_ADMIN
 * beside it that gives them rights over all that is under the prefix.
 */
public enum Role {
    /** Everything under the prefix of an enterprise. */
    ENTERPRISE_ADMIN(201, Rights.ALL.bits(), false),
    /** Registers and changes records, and reads all of them; no keys, groups or administrators. */
    PLANT_WRITER(
            202,
            Rights.ADD_IDENTIFIER
                    | Rights.ADD_ELEMENT
                    | Rights.MODIFY_ELEMENT
                    | Rights.REMOVE_ELEMENT
                    | Rights.READ
                    | Rights.LIST_IDENTIFIERS,
            false),
    /** Reads all records. */
    PLANT_READER(203, Rights.READ | Rights.LIST_IDENTIFIERS, false),
    /** Everything on this node. */
    OPERATOR_ADMIN(201, Rights.ALL.bits() | Rights.LIST_DERIVED_PREFIXES, true),
    /** Reads everything on this node but secret keys. */
    OPERATOR_AUDITOR(204, Rights.READ | Rights.LIST_IDENTIFIERS | Rights.LIST_DERIVED_PREFIXES, true),
    /** Is known, and has no right of its own: what it may read, others grant it. */
    BUYER(0, 0, false);

    /** Lowest and highest index of a group of users. */
    public static final int FIRST_GROUP = 201;

    public static final int LAST_GROUP = 204;

    /** From the index of a group to that of its HS_ADMIN. */
    private static final int ADMIN_DISTANCE = 10;

    private final int group;
    private final int rights;
    private final boolean operator;

    Role(int group, int rights, boolean operator) {
        this.group = group;
        this.rights = rights;
        this.operator = operator;
    }

    /** Index of the group; 0 if its members have no rights and need none. */
    public int group() {
        return group;
    }

    /** Index of the HS_ADMIN that gives the group its rights. */
    public int admin() {
        return group + ADMIN_DISTANCE;
    }

    public Rights rights() {
        return new Rights(rights);
    }

    /** Whether it belongs to the node's own prefix, not to an enterprise's. */
    public boolean operator() {
        return operator;
    }

    /** Its stable name: {@code plant-writer}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    /** The role of a group of the node's own prefix, or of an enterprise's. */
    public static Optional<Role> ofGroup(int group, boolean operator) {
        return Arrays.stream(values())
                .filter(role -> role.group == group && role.operator == operator)
                .findFirst();
    }
}
