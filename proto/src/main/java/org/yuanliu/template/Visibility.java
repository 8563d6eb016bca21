package org.yuanliu.template;

import org.yuanliu.model.Permissions;

/** Who may read a field. */
public enum Visibility {
    /** Everyone. */
    PUBLIC(Permissions.DEFAULT),
    /** The owner and those it grants it to. */
    PARTNER(Permissions.HIDDEN),
    /** The owner alone. */
    PRIVATE(Permissions.HIDDEN);

    private final Permissions permissions;

    Visibility(Permissions permissions) {
        this.permissions = permissions;
    }

    /** The permissions of such a field's element. */
    public Permissions permissions() {
        return permissions;
    }
}
