package org.yuanliu.node.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.yuanliu.model.Admin;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Role;
import org.yuanliu.model.UserName;
import org.yuanliu.node.store.StoredRecord;
import org.yuanliu.wire.AdminCodec;
import org.yuanliu.wire.GroupCodec;

/** Users and applications: each a record of its own under the prefix, tied to a role by a group of the prefix record. */
final class UserJudge {
    private static final int KEY_INDEX = UserName.KEY_INDEX;

    /** In folded form. */
    private static final Pattern USER = Pattern.compile("(USER|APP)_[\\p{L}\\p{N}._-]{1,64}");

    private final Identifier user;
    private final StoredRecord prefix;
    private final int seconds;
    private final Map<Integer, Element> now = new TreeMap<>();

    /**
     * @param prefix the record of the user's prefix
     * @param millis time of the change
     */
    UserJudge(Identifier user, StoredRecord prefix, long millis) {
        this.user = user;
        this.prefix = prefix;
        this.seconds = (int) (millis / 1000);
        prefix.elements().forEach(element -> now.put(element.index(), element));
    }

    /** Whether the identifier is that of a user or an application. */
    static boolean isUser(Identifier identifier) {
        int first = identifier.key().u1(identifier.prefixKey().length() + 1);
        return (first == 'U' || first == 'A')
                && !identifier.isPrefixRecord()
                && USER.matcher(identifier.suffix()).matches();
    }

    Plan add(Role role, List<Element> key) throws Refusal {
        demandKey(key);
        if (role.group() != 0) {
            join(role);
        }
        return DirectoryJudge.plan(user, "create", Optional.empty(), key).and(prefixPlan("join"));
    }

    static Plan setKey(Identifier user, StoredRecord old, List<Element> key) throws Refusal {
        demandKey(key);
        List<Element> now = new ArrayList<>(old.elements());
        now.removeIf(element -> element.index() == KEY_INDEX);
        now.addAll(key);
        ElementRules.checkSize(Elements.of(now));
        return DirectoryJudge.plan(user, "key", Optional.of(old), now);
    }

    Plan remove(StoredRecord old) throws Refusal {
        for (int index = Role.FIRST_GROUP; index <= Role.LAST_GROUP; index++) {
            Element group = now.get(index);
            if (group != null && group.type().equals(ElementType.HS_VLIST)) {
                leave(group);
            }
        }
        return Plan.delete(user, old).and(prefixPlan("leave"));
    }

    private static void demandKey(List<Element> key) throws Refusal {
        boolean right = key.size() == 1
                && key.get(0).index() == KEY_INDEX
                && (key.get(0).type().equals(ElementType.HS_SECKEY)
                        || key.get(0).type().equals(ElementType.HS_PUBKEY));
        if (!right || key.get(0).data().isEmpty()) {
            throw new Refusal(
                    Reason.INVALID_ARGUMENT, "The key", "right is one element 300, HS_SECKEY or HS_PUBKEY, not empty");
        }
    }

    private void join(Role role) throws Refusal {
        Reference group = new Reference(user.prefixRecord(), role.group());
        List<Reference> members = new ArrayList<>(members(role));
        members.add(new Reference(user, KEY_INDEX));
        put(Element.of(role.group(), ElementType.HS_VLIST, GroupCodec.write(members), Permissions.HIDDEN));
        Admin admin = new Admin(role.rights(), group);
        Element there = now.get(role.admin());
        if (there == null) {
            put(Element.of(role.admin(), ElementType.HS_ADMIN, AdminCodec.write(admin)));
        } else if (!says(there, admin)) {
            throw taken(role.admin());
        }
    }

    private List<Reference> members(Role role) throws Refusal {
        Element there = now.get(role.group());
        if (there == null) {
            return List.of();
        }
        if (!there.type().equals(ElementType.HS_VLIST)) {
            throw taken(role.group());
        }
        return read(there);
    }

    private void leave(Element group) throws Refusal {
        List<Reference> members = new ArrayList<>(read(group));
        if (members.removeIf(member -> member.identifier().equals(user))) {
            put(Element.of(group.index(), group.type(), GroupCodec.write(members), group.permissions()));
        }
    }

    private static boolean says(Element element, Admin admin) {
        try {
            return element.type().equals(ElementType.HS_ADMIN)
                    && AdminCodec.read(element.data()).equals(admin);
        } catch (MalformedMessage e) {
            return false;
        }
    }

    private static List<Reference> read(Element group) throws Refusal {
        try {
            return GroupCodec.read(group.data());
        } catch (MalformedMessage e) {
            throw new Refusal(e.problem());
        }
    }

    /** Roles have their places; who uses those for something else must move it first. */
    private Refusal taken(int index) {
        return new Refusal(Reason.ELEMENT_EXISTS, user.prefixRecord().text(), Integer.toString(index));
    }

    private void put(Element element) {
        now.put(element.index(), element.writtenAt(seconds));
    }

    private Optional<Plan> prefixPlan(String action) throws Refusal {
        List<Element> elements = List.copyOf(now.values());
        if (elements.equals(prefix.elements())) {
            return Optional.empty();
        }
        ElementRules.checkSize(Elements.of(elements));
        return Optional.of(DirectoryJudge.plan(user.prefixRecord(), action, Optional.of(prefix), elements));
    }
}
