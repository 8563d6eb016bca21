package org.yuanliu.model;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/**
 * What an HS_SITE element says: the servers of one site and how to reach them (wire reference, section 10.3).
 *
 * @param serial unsigned 16 bits, larger with each change
 * @param hashOption 0 by prefix, 1 by suffix, 2 by the whole identifier
 */
public record SiteInfo(
        int formatVersion,
        int protocolMajor,
        int protocolMinor,
        int serial,
        boolean primary,
        boolean multiPrimary,
        int hashOption,
        Bytes hashFilter,
        List<Map.Entry<String, String>> attributes,
        List<Server> servers) {
    public SiteInfo {
        attributes = List.copyOf(attributes);
        servers = List.copyOf(servers);
    }

    /** One server of the site; {@code publicKey} in the form of HS_PUBKEY data. */
    public record Server(int id, InetAddress address, Bytes publicKey, List<Interface> interfaces) {
        public Server {
            interfaces = List.copyOf(interfaces);
        }
    }

    /** One door of a server. */
    public record Interface(boolean query, boolean admin, Transport transport, int port) {}

    /** Numbers of wire reference, section 10.3; in the order of these constants. */
    public enum Transport {
        UDP,
        TCP,
        HTTP,
        HTTPS
    }
}
