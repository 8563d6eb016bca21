package org.yuanliu.model;

import java.util.Optional;

/**
 * An enterprise in a list.
 *
 * @param prefixRecord the record of its prefix
 * @param prefix how the prefix stands; empty if the record says nothing of it
 * @param contact empty if none is known
 * @param version of the prefix record
 */
public record EnterpriseEntry(
        Identifier prefixRecord, Enterprise enterprise, Optional<PrefixStatus> prefix, String contact, long version) {}
