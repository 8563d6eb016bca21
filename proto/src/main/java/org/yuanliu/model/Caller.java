package org.yuanliu.model;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Who asks, as far as it was proven.
 *
 * @param identity the key whose possession was proven; empty for an anonymous caller
 * @param source network address the request came from
 */
public record Caller(Optional<Reference> identity, InetAddress source) {
    public static Caller anonymous(InetAddress source) {
        return new Caller(Optional.empty(), source);
    }

    /** For the audit trail: the identity, or "anonymous". */
    public String name() {
        return identity.map(Reference::toString).orElse("anonymous");
    }
}
