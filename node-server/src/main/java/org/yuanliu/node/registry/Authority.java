package org.yuanliu.node.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Rights;
import org.yuanliu.model.Role;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.StoredRecord;
import org.yuanliu.node.store.View;
import org.yuanliu.wire.AdminCodec;
import org.yuanliu.wire.GroupCodec;

/**
 * How far an identity's rights reach. They come from HS_ADMIN elements: those of the record itself, and those of the
 * record of its prefix, whose administrators own everything under it (the reference server looks at the record alone).
 * Administrators of the node's own prefix record are the operators; to them all of this node is open. Those of its
 * administrators who may only read and list there, derived prefixes included, may do that everywhere: the auditors.
 *
 * <p>An HS_ADMIN names a key, or a group: an HS_VLIST, whose members may be groups again. Remembers what prefix records
 * give, so it must not outlive a change of them or of a group. Not thread-safe.
 */
final class Authority {
    /**
     * Most records looked into for the groups that the administrators of one record may be; what a larger web would
     * give counts as no right. All its HS_ADMINs share them: who fills his record with groups must not hold up others.
     */
    private static final int MAX_GROUPS = 100;

    private static final int MOST_KNOWN_BYTES = 8 << 20;

    /** Read from records as they are stored: the few prefix records in use shall not be read for every change. */
    private static final Cache<Bytes, List<Element>> KNOWN = Caffeine.newBuilder()
            .maximumWeight(MOST_KNOWN_BYTES)
            .weigher((Bytes stored, List<Element> giving) -> 300 + 2 * stored.length())
            .executor(Runnable::run)
            .build();

    private static final Rights NONE = new Rights(0);
    private static final Rights EVERYTHING = new Rights(Rights.ALL.bits() | Rights.LIST_DERIVED_PREFIXES);

    private static final int AUDITING = Role.OPERATOR_AUDITOR.rights().bits();

    private final View view;
    private final Optional<Reference> identity;
    private final Map<Identifier, Integer> byPrefix = new HashMap<>();
    private Optional<Rights> overNode = Optional.empty();
    private int followed;

    Authority(View view, Optional<Reference> identity) {
        this.view = view;
        this.identity = identity;
    }

    /** The rights over a record that may or may not exist yet. */
    Rights over(Identifier identifier) {
        if (identity.isEmpty()) {
            return NONE;
        }
        if (operator()) {
            return EVERYTHING;
        }
        int bits = given(identifier) | (overNode().allow(AUDITING) ? AUDITING : 0);
        return new Rights(identifier.isPrefixRecord() ? bits : bits | givenByPrefix(identifier.prefixRecord()));
    }

    /** The rights over a record that does not exist: those that its prefix gives. */
    Rights overNew(Identifier identifier) {
        if (identity.isEmpty()) {
            return NONE;
        }
        return operator() ? EVERYTHING : new Rights(givenByPrefix(identifier.prefixRecord()));
    }

    /** Whether the identity administers the node's own prefix record with all rights. */
    boolean operator() {
        return overNode().allow(Rights.ALL.bits());
    }

    private Rights overNode() {
        if (overNode.isEmpty()) {
            Optional<Identifier> node = new Prefixes(view).node();
            overNode = Optional.of(node.map(record -> new Rights(given(record))).orElse(NONE));
        }
        return overNode.get();
    }

    /** For complaints: the identity, or "anonymous". */
    String name() {
        return identity.map(Reference::toString).orElse("anonymous");
    }

    private int givenByPrefix(Identifier prefixRecord) {
        return byPrefix.computeIfAbsent(prefixRecord, this::given);
    }

    private int given(Identifier record) {
        followed = 0;
        int bits = 0;
        for (Element element : elements(record)) {
            if (element.type().equals(ElementType.HS_ADMIN)) {
                bits |= given(element);
            }
        }
        return bits;
    }

    private int given(Element admin) {
        try {
            var read = AdminCodec.read(admin.data());
            return identity.isPresent() && stands(read.administrator(), identity.get(), new HashSet<>())
                    ? read.rights().bits()
                    : 0;
        } catch (MalformedMessage e) {
            return 0; // Refused at the door since; an unreadable one gives no rights.
        }
    }

    private boolean stands(Reference administrator, Reference who, Set<Reference> seen) {
        if (administrator.covers(who)) {
            return true;
        }
        if (followed >= MAX_GROUPS || !seen.add(administrator)) {
            return false;
        }
        followed++;
        for (Element group : elements(administrator.identifier())) {
            boolean meant = administrator.index() == 0 || administrator.index() == group.index();
            if (meant && group.type().equals(ElementType.HS_VLIST) && member(group, who, seen)) {
                return true;
            }
        }
        return false;
    }

    private boolean member(Element group, Reference who, Set<Reference> seen) {
        try {
            for (Reference member : GroupCodec.read(group.data())) {
                if (stands(member, who, seen)) {
                    return true;
                }
            }
        } catch (MalformedMessage e) {
            return false; // As in given: no members, no rights.
        }
        return false;
    }

    /** Those elements of a record that rights come from. */
    private List<Element> elements(Identifier identifier) {
        return view.get(Family.RECORDS, identifier.key())
                .map(stored -> KNOWN.get(stored, Authority::read))
                .orElse(List.of());
    }

    private static List<Element> read(Bytes stored) {
        StoredRecord record = StoredRecord.read(stored);
        List<Element> giving = new ArrayList<>();
        for (Elements.Cursor each = record.stored().cursor(); each.next(); ) {
            if (each.isSpecial()) {
                giving.add(each.element());
            }
        }
        return List.copyOf(giving);
    }
}
