package org.yuanliu.wire;

import static java.util.Map.entry;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.SiteInfo;

/**
 * HS_SITE data (wire reference, section 10.3):
 *
 * <pre>
 * u2 format = 1 | u1 major | u1 minor | u2 serial | u1 primary mask | u1 hash option | bytes hash filter |
 * list< str name, str value > attributes | list< server >
 * server:    u4 id | 16 bytes address | bytes public key | list< interface >
 * interface: u1 type | u1 transport | u4 port
 * </pre>
 */
public final class SiteCodec {
    private static final int PRIMARY = 0x80;
    private static final int MULTI_PRIMARY = 0x40;
    private static final int ADMIN = 1;
    private static final int QUERY = 2;
    private static final int MIN_ATTRIBUTE = 4 + 4;
    private static final int MIN_SERVER = 4 + 16 + 4 + 4;
    private static final int INTERFACE = 1 + 1 + 4;
    private static final int V6 = 16;
    private static final int V4 = 4;
    private static final Bytes UPPER_V6 = Bytes.wrap(new byte[V6 - V4]);

    private SiteCodec() {}

    /** Reads site information; interfaces over transports that are not known here are left out. */
    public static SiteInfo read(Bytes data) throws MalformedMessage {
        WireReader in = new WireReader(data);
        int format = in.u2();
        int major = in.u1();
        int minor = in.u1();
        int serial = in.u2();
        int mask = in.u1();
        SiteInfo site = new SiteInfo(
                format,
                major,
                minor,
                serial,
                (mask & PRIMARY) != 0,
                (mask & MULTI_PRIMARY) != 0,
                in.u1(),
                in.bytes(),
                readAttributes(in),
                readServers(in));
        in.end();
        return site;
    }

    private static List<Map.Entry<String, String>> readAttributes(WireReader in) throws MalformedMessage {
        int n = in.count(MIN_ATTRIBUTE);
        List<Map.Entry<String, String>> attributes = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            attributes.add(entry(in.str(), in.str()));
        }
        return attributes;
    }

    private static List<SiteInfo.Server> readServers(WireReader in) throws MalformedMessage {
        int n = in.count(MIN_SERVER);
        List<SiteInfo.Server> servers = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            servers.add(new SiteInfo.Server(in.u4(), readAddress(in.take(V6)), in.bytes(), readInterfaces(in)));
        }
        return servers;
    }

    private static List<SiteInfo.Interface> readInterfaces(WireReader in) throws MalformedMessage {
        int n = in.count(INTERFACE);
        List<SiteInfo.Interface> interfaces = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            int type = in.u1();
            int transport = in.u1();
            int port = in.u4();
            if (transport < SiteInfo.Transport.values().length) {
                interfaces.add(new SiteInfo.Interface(
                        (type & QUERY) != 0, (type & ADMIN) != 0, SiteInfo.Transport.values()[transport], port));
            }
        }
        return interfaces;
    }

    /** Twelve zero bytes and more than one set bit behind them are IPv4; {@code ::} and {@code ::1} would look alike. */
    private static InetAddress readAddress(Bytes address) {
        boolean v4 = address.startsWith(UPPER_V6) && address.u4(V6 - V4) != 1;
        try {
            return InetAddress.getByAddress((v4 ? address.slice(V6 - V4, V6) : address).toArray());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Bytes write(SiteInfo site) {
        WireWriter out = new WireWriter()
                .u2(site.formatVersion())
                .u1(site.protocolMajor())
                .u1(site.protocolMinor())
                .u2(site.serial())
                .u1((site.primary() ? PRIMARY : 0) | (site.multiPrimary() ? MULTI_PRIMARY : 0))
                .u1(site.hashOption())
                .bytes(site.hashFilter())
                .u4(site.attributes().size());
        site.attributes().forEach(a -> out.str(a.getKey()).str(a.getValue()));
        out.u4(site.servers().size());
        site.servers().forEach(server -> write(server, out));
        return out.take();
    }

    private static void write(SiteInfo.Server server, WireWriter out) {
        Bytes address = Bytes.wrap(server.address().getAddress());
        out.u4(server.id());
        if (address.length() == V4) {
            out.raw(UPPER_V6);
        }
        out.raw(address).bytes(server.publicKey()).u4(server.interfaces().size());
        server.interfaces()
                .forEach(i -> out.u1((i.admin() ? ADMIN : 0) | (i.query() ? QUERY : 0))
                        .u1(i.transport().ordinal())
                        .u4(i.port()));
    }
}
