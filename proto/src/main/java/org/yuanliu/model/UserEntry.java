package org.yuanliu.model;

import java.util.List;

/**
 * A user or an application in a list.
 *
 * @param identifier of its record
 * @param roles those that it has by the groups of its prefix; empty for none
 */
public record UserEntry(Identifier identifier, List<Role> roles) {
    public UserEntry {
        roles = List.copyOf(roles);
    }
}
