package org.yuanliu.node.registry;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yuanliu.directory.DirectoryElements;
import org.yuanliu.directory.Standing;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.PrefixStatus;
import org.yuanliu.model.Reason;
import org.yuanliu.model.SiteInfo;
import org.yuanliu.wire.SiteCodec;

/** Where identifiers live that do not live here: what the records of delegated prefixes say. */
final class Delegation {
    private static final int MOST_ANCESTORS = 16;

    private final Prefixes prefixes;

    Delegation(Prefixes prefixes) {
        this.prefixes = prefixes;
    }

    /** What to answer to a question for an identifier that is not here; empty if nothing is known of it. */
    Optional<Outcome> of(Identifier identifier) {
        String own = identifier.isPrefixRecord() ? identifier.suffix() : identifier.prefix();
        Optional<String> prefix = identifier.isPrefixRecord() ? Prefixes.parentOf(own) : Optional.of(own);
        for (int n = 0; prefix.isPresent() && n <= MOST_ANCESTORS; n++) {
            List<Element> record = prefixes.elements(prefix.get());
            Optional<PrefixStatus> status = DirectoryElements.prefix(record);
            if (status.isPresent()) {
                return status.get().elsewhere()
                        ? answer(identifier, prefix.get(), !prefix.get().equals(own), record)
                        : Optional.empty();
            }
            prefix = Prefixes.parentOf(prefix.get());
        }
        return Optional.empty();
    }

    private Optional<Outcome> answer(Identifier identifier, String prefix, boolean derived, List<Element> record) {
        if (Standing.of(record) == Standing.SHUT) {
            return prefixes.stopped(prefix).map(details -> Outcome.Refused.of(Reason.SHUT, details));
        }
        List<Element> sites = record.stream()
                .filter(element -> element.type().equals(ElementType.HS_SITE) && element.isPublic())
                .toList();
        return sites.isEmpty()
                ? Optional.empty()
                : Optional.of(new Outcome.Referred(identifier, derived, Elements.of(sites), where(sites)));
    }

    private static String where(List<Element> sites) {
        try {
            return SiteCodec.read(sites.get(0).data()).servers().stream()
                    .flatMap(server -> server.interfaces().stream().map(door -> text(server, door)))
                    .collect(Collectors.joining(", "));
        } catch (MalformedMessage e) {
            return "HS_SITE " + sites.get(0).index();
        }
    }

    private static String text(SiteInfo.Server server, SiteInfo.Interface door) {
        String host = server.address().getHostAddress();
        return door.transport() + " " + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + door.port();
    }
}
