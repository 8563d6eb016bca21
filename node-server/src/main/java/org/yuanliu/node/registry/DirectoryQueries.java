package org.yuanliu.node.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yuanliu.directory.DirectoryElements;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Caller;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Enterprise;
import org.yuanliu.model.EnterpriseEntry;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Page;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.model.Rights;
import org.yuanliu.model.Role;
import org.yuanliu.model.UserEntry;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.StoreFailure;
import org.yuanliu.node.store.StoredRecord;
import org.yuanliu.node.store.View;
import org.yuanliu.wire.GroupCodec;

/** Answers questions about enterprises and users from one view of the store, for those who may know. */
final class DirectoryQueries {
    private static final List<String> USERS = List.of("APP_", "USER_");

    private final View view;
    private final Caller caller;
    private final Authority authority;

    DirectoryQueries(View view, Caller caller) {
        this.view = view;
        this.caller = caller;
        this.authority = new Authority(view, caller.identity());
    }

    /** Looks at as many prefix records as the page may have enterprises. */
    Outcome enterprises(Request.ListEnterprises query) {
        Identifier node = node();
        Optional<Outcome> refusal = refusal(node, Rights.READ | Rights.LIST_DERIVED_PREFIXES, "list enterprises of");
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Page page = query.page();
        Bytes under = node.key().concat(Bytes.utf8("."));
        List<Bytes> keys = view.keys(Family.RECORDS, under, page.after(), page.limit() + 1);
        List<Bytes> shown = keys.subList(0, Math.min(keys.size(), page.limit()));
        List<EnterpriseEntry> entries = new ArrayList<>();
        for (Bytes key : shown) {
            entry(key)
                    .filter(entry -> query.state().isEmpty()
                            || query.state().get() == entry.enterprise().state())
                    .ifPresent(entries::add);
        }
        return new Outcome.Enterprises(entries, next(keys, shown));
    }

    private Optional<EnterpriseEntry> entry(Bytes key) {
        StoredRecord record =
                record(Identifier.ofKey(key)).orElseThrow(() -> new StoreFailure("a record is missing that has a key"));
        List<Element> elements = record.elements();
        Optional<Enterprise> enterprise = DirectoryElements.enterprise(elements);
        return enterprise.map(known -> new EnterpriseEntry(
                Identifier.ofKey(key),
                known,
                DirectoryElements.prefix(elements),
                DirectoryElements.contact(elements).orElse(""),
                record.version()));
    }

    Outcome users(Request.ListUsers query) {
        Identifier prefixRecord = query.prefixRecord();
        Optional<Outcome> refusal = refusal(prefixRecord, Rights.READ | Rights.LIST_IDENTIFIERS, "list users of");
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Page page = query.page();
        List<Bytes> keys = userKeys(prefixRecord, page);
        List<Bytes> shown = keys.subList(0, Math.min(keys.size(), page.limit()));
        List<Element> groups = record(prefixRecord).map(StoredRecord::elements).orElse(List.of());
        boolean operators = node().equals(prefixRecord);
        List<UserEntry> users = shown.stream()
                .map(Identifier::ofKey)
                .map(user -> new UserEntry(user, roles(user, groups, operators)))
                .toList();
        return new Outcome.Users(users, next(keys, shown));
    }

    /** One more than the page holds, if there are so many. */
    private List<Bytes> userKeys(Identifier prefixRecord, Page page) {
        List<Bytes> keys = new ArrayList<>();
        for (String kind : USERS) {
            Bytes under = Keys.recordsUnder(prefixRecord.suffix()).concat(Bytes.utf8(kind));
            keys.addAll(view.keys(Family.RECORDS, under, page.after(), page.limit() + 1 - keys.size()));
            if (keys.size() > page.limit()) {
                break;
            }
        }
        return keys;
    }

    private static List<Role> roles(Identifier user, List<Element> groups, boolean operators) {
        List<Role> roles = new ArrayList<>();
        for (Element group : groups) {
            if (group.type().equals(ElementType.HS_VLIST) && hasMember(group, user)) {
                Role.ofGroup(group.index(), operators).ifPresent(roles::add);
            }
        }
        return roles;
    }

    private static boolean hasMember(Element group, Identifier user) {
        try {
            return GroupCodec.read(group.data()).stream()
                    .map(Reference::identifier)
                    .anyMatch(user::equals);
        } catch (MalformedMessage e) {
            return false; // As in Authority: no members.
        }
    }

    private Optional<Outcome> refusal(Identifier prefixRecord, int rights, String action) {
        if (caller.identity().isEmpty()) {
            return Optional.of(Outcome.Refused.of(Reason.AUTHENTICATION_NEEDED));
        }
        if (!new Prefixes(view).responsibleFor(prefixRecord)) {
            return Optional.of(Outcome.Refused.of(Reason.NOT_RESPONSIBLE, prefixRecord.text()));
        }
        return authority.over(prefixRecord).allow(rights)
                ? Optional.empty()
                : Optional.of(Outcome.Refused.of(Reason.NOT_PERMITTED, caller.name(), action, prefixRecord.text()));
    }

    private static Optional<Bytes> next(List<Bytes> keys, List<Bytes> shown) {
        return keys.size() > shown.size() ? Optional.of(shown.get(shown.size() - 1)) : Optional.empty();
    }

    private Identifier node() {
        return new Prefixes(view).node().orElseThrow(() -> new StoreFailure("the node is not set up"));
    }

    private Optional<StoredRecord> record(Identifier identifier) {
        return view.get(Family.RECORDS, Keys.record(identifier)).map(StoredRecord::read);
    }
}
