package org.yuanliu.node;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Caller;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.model.SiteInfo;
import org.yuanliu.node.registry.Registry;
import org.yuanliu.wire.SiteCodec;

/**
 * Says how this node is reached, and keeps the HS_SITE element in the record of its prefix true: when address, port or
 * key have changed since the last start, it writes a new one with the next serial, so that clients refresh theirs.
 */
final class SiteRecord {
    /** Index of the HS_SITE element. */
    static final int INDEX = 1;

    private static final Logger LOG = LoggerFactory.getLogger(SiteRecord.class);
    private static final int PROTOCOL_MAJOR = 2;
    private static final int PROTOCOL_MINOR = 11;
    private static final int HASH_WHOLE_IDENTIFIER = 2;

    private final Registry registry;
    private final Reference operator;

    SiteRecord(Registry registry, Reference operator) {
        this.registry = registry;
        this.operator = operator;
    }

    /** Brings the stored element up to date and returns what it says. Waits for the writer. */
    SiteInfo publish(InetAddress address, Bytes publicKey, InetSocketAddress handle, InetSocketAddress http) {
        Optional<SiteInfo> stored = stored();
        int serial = stored.map(SiteInfo::serial).orElse(0);
        SiteInfo now = describe(serial, address, publicKey, handle.getPort(), http.getPort());
        if (stored.filter(now::equals).isPresent()) {
            return now;
        }
        SiteInfo next = describe(serial % 0xFFFE + 1, address, publicKey, handle.getPort(), http.getPort());
        write(next);
        return next;
    }

    private Optional<SiteInfo> stored() {
        return registry.elements(new Reference(operator.identifier(), INDEX)).stream()
                .filter(e -> e.type().equals(ElementType.HS_SITE))
                .findFirst()
                .flatMap(SiteRecord::read);
    }

    private static Optional<SiteInfo> read(Element element) {
        try {
            return Optional.of(SiteCodec.read(element.data()));
        } catch (MalformedMessage e) {
            LOG.warn("The stored HS_SITE is replaced: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private void write(SiteInfo site) {
        Element element = Element.of(INDEX, ElementType.HS_SITE, SiteCodec.write(site));
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        registry.submit(
                new Request.AddElements(operator.identifier(), List.of(element), true),
                new Caller(Optional.of(operator), InetAddress.getLoopbackAddress()),
                Optional.empty(),
                answer::complete);
        if (answer.join() instanceof Outcome.Refused refused) {
            throw new ConfigError("cannot write the site information: " + refused.problem());
        }
    }

    /** TCP stands first: China's clients take the first interface of the first server for everything. */
    private static SiteInfo describe(int serial, InetAddress address, Bytes key, int handlePort, int httpPort) {
        List<SiteInfo.Interface> doors = List.of(
                new SiteInfo.Interface(true, true, SiteInfo.Transport.TCP, handlePort),
                new SiteInfo.Interface(true, true, SiteInfo.Transport.UDP, handlePort),
                new SiteInfo.Interface(true, true, SiteInfo.Transport.HTTP, httpPort));
        return new SiteInfo(
                1,
                PROTOCOL_MAJOR,
                PROTOCOL_MINOR,
                serial,
                true,
                false,
                HASH_WHOLE_IDENTIFIER,
                Bytes.EMPTY,
                List.of(Map.entry("desc", "Yuanliu")),
                List.of(new SiteInfo.Server(1, address, key, doors)));
    }

    /** The address to publish: as configured, else where the node listens, else for "everywhere" this machine's own. */
    static InetAddress address(Optional<String> configured, InetAddress bound) throws UnknownHostException {
        if (configured.isPresent()) {
            return InetAddress.getByName(configured.get());
        }
        return bound.isAnyLocalAddress() ? ownAddress() : bound;
    }

    private static InetAddress ownAddress() {
        try {
            return InetAddress.getLocalHost();
        } catch (UnknownHostException e) {
            LOG.warn("This machine does not know its own address; give one with --public-address");
            return InetAddress.getLoopbackAddress();
        }
    }
}
