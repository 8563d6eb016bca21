package org.yuanliu.node.registry;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.yuanliu.command.Command;
import org.yuanliu.command.CreateRecord;
import org.yuanliu.command.ElementList;
import org.yuanliu.directory.Standing;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Rights;
import org.yuanliu.model.Role;
import org.yuanliu.model.UserName;
import org.yuanliu.node.registry.Plan.Homing;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.StoredRecord;
import org.yuanliu.node.store.View;

/**
 * Decides whether a change is right, and what it will do: a pure function of what is stored, of the command, and of
 * whose key was proven. Writes nothing, so it also tells beforehand whether an anonymous caller has to show who it is.
 */
final class Judge {
    private final View view;
    private final Command command;
    private final Optional<Reference> by;
    private final Prefixes prefixes;
    private final Authority authority;

    Judge(View view, Command command) {
        this(view, command, new Authority(view, Commands.by(command)));
    }

    /** @param authority of the command's identity, over the same view; may have judged others before */
    Judge(View view, Command command, Authority authority) {
        this.view = view;
        this.command = command;
        this.by = Commands.by(command);
        this.prefixes = new Prefixes(view);
        this.authority = authority;
    }

    Plan decide() throws Refusal {
        return new Workflow(view, authority, command.hasAdmit()).check(planned());
    }

    private Plan planned() throws Refusal {
        return switch (command.getChangeCase()) {
            case INIT_NODE -> initNode();
            case CREATE -> create(command.getCreate());
            case DELETE -> delete(identifier(command.getDelete().getIdentifier()));
            case ADD, REMOVE, MODIFY, UPDATE -> edit();
            case HOME -> home(identifier(command.getHome().getIdentifier()), Homing.HOME);
            case UNHOME -> home(identifier(command.getUnhome().getIdentifier()), Homing.UNHOME);
            case ADMIT -> admit();
            case PUT_ENTERPRISE ->
                directory(identifier(command.getPutEnterprise().getIdentifier()));
            case ADVANCE_ENTERPRISE ->
                directory(identifier(command.getAdvanceEnterprise().getIdentifier()));
            case ADVANCE_PREFIX ->
                directory(identifier(command.getAdvancePrefix().getIdentifier()));
            case SET_QUOTA -> directory(identifier(command.getSetQuota().getIdentifier()));
            case ADD_USER -> addUser();
            case SET_USER_KEY -> setUserKey(identifier(command.getSetUserKey().getIdentifier()));
            case REMOVE_USER -> removeUser(identifier(command.getRemoveUser().getIdentifier()));
            case PARCEL, RESOLUTIONS, CHANGE_NOT_SET ->
                throw new Refusal(Reason.NOT_SUPPORTED, "A command without a change");
        };
    }

    private Plan initNode() throws Refusal {
        Identifier record = identifier(command.getInitNode().getIdentifier());
        if (Keys.meta(view, Keys.LAST_SEQUENCE) != 0) {
            throw new Refusal(Reason.ALREADY_EXISTS, record.text(), "the node is set up");
        }
        return Plan.create(record, checked(command.getInitNode().getElements()), Homing.HOME);
    }

    private Plan create(CreateRecord create) throws Refusal {
        Identifier identifier = identifier(create.getIdentifier().concat(command.getMintedSuffixBytes()));
        demandResponsible(identifier);
        Elements elements = checked(create.getElements());
        Optional<StoredRecord> old = stored(identifier);
        if (old.isEmpty()) {
            demandCreation(identifier);
            demandKeys(identifier, elements);
            return Plan.create(identifier, elements, Homing.UNCHANGED);
        }
        if (!create.getOverwrite()) {
            throw exists(identifier, old.get());
        }
        demandIdentity();
        Rights rights = authority.over(identifier);
        if (!rights.allow(Rights.DELETE_IDENTIFIER) && !rights.allow(Rights.ADD_ADMIN)) {
            throw notPermitted("replace", identifier);
        }
        demandAdministrators(identifier, old.get(), elements, rights);
        return Plan.change(identifier, "replace", old.get(), elements, old.get().elements());
    }

    private Plan delete(Identifier identifier) throws Refusal {
        demandResponsible(identifier);
        StoredRecord old = existing(identifier);
        demand(identifier, Rights.DELETE_IDENTIFIER, "delete");
        if (prefixes.node().filter(identifier::equals).isPresent()) {
            throw notPermitted("delete the node's own", identifier);
        }
        return Plan.delete(identifier, old);
    }

    private Plan edit() throws Refusal {
        Edit edit = Edit.of(command);
        Identifier identifier = identifier(edit.identifier());
        demandResponsible(identifier);
        Elements put = checked(edit.put());
        return new EditJudge(identifier, existing(identifier), authority, by).decide(edit, put);
    }

    private Plan home(Identifier prefixRecord, Homing homing) throws Refusal {
        demandPrefixRecord(prefixRecord);
        demandIdentity();
        if (!authority.operator()) {
            throw notPermitted(homing == Homing.HOME ? "home" : "unhome", prefixRecord);
        }
        return Plan.home(prefixRecord, homing);
    }

    private Plan admit() throws Refusal {
        Identifier prefixRecord = identifier(command.getAdmit().getIdentifier());
        demandPrefixRecord(prefixRecord);
        demandResponsible(prefixRecord);
        Elements elements = checked(command.getAdmit().getElements());
        Optional<StoredRecord> old = stored(prefixRecord);
        if (old.isPresent()) {
            throw exists(prefixRecord, old.get());
        }
        demandCreation(prefixRecord);
        return Plan.create(prefixRecord, elements, Homing.HOME);
    }

    private Plan directory(Identifier prefixRecord) throws Refusal {
        demandPrefixRecord(prefixRecord);
        demandIdentity();
        if (!authority.operator()) {
            throw notPermitted("change enterprise and prefix in", prefixRecord);
        }
        demandResponsible(prefixRecord);
        Optional<StoredRecord> old = stored(prefixRecord);
        if (old.isEmpty() && !command.hasPutEnterprise()) {
            throw new Refusal(Reason.NOT_FOUND, prefixRecord.text());
        }
        return new DirectoryJudge(prefixRecord, old, command.getTimeMillis())
                .decide(command, prefixes.homed(prefixRecord));
    }

    private Plan addUser() throws Refusal {
        Identifier user = identifier(command.getAddUser().getIdentifier());
        demandUser(user);
        demandAllRights(user.prefixRecord(), "add a user to");
        demandResponsible(user);
        Role role = Role.of(command.getAddUser().getRole())
                .filter(r -> r.group() == 0 || r.operator() == ofNode(user))
                .orElseThrow(() -> new Refusal(
                        Reason.INVALID_ARGUMENT,
                        "The role",
                        "there is no " + command.getAddUser().getRole() + " under " + user.prefix()));
        List<Element> key = checked(command.getAddUser().getKey()).list();
        Optional<StoredRecord> old = stored(user);
        if (old.isPresent()) {
            throw exists(user, old.get());
        }
        return new UserJudge(user, existing(user.prefixRecord()), command.getTimeMillis()).add(role, key);
    }

    /** Who has the present key may replace it, whatever else it may. */
    private Plan setUserKey(Identifier user) throws Refusal {
        demandUser(user);
        if (!by.equals(Optional.of(new Reference(user, UserName.KEY_INDEX)))) {
            demandAllRights(user.prefixRecord(), "set the key of a user of");
        }
        demandResponsibleOrOperator(user);
        List<Element> key = checked(command.getSetUserKey().getKey()).list();
        return UserJudge.setKey(user, existing(user), key);
    }

    /** Operators take users away from a prefix that is suspended, too. */
    private Plan removeUser(Identifier user) throws Refusal {
        demandUser(user);
        demandAllRights(user.prefixRecord(), "remove a user of");
        demandResponsibleOrOperator(user);
        return new UserJudge(user, existing(user.prefixRecord()), command.getTimeMillis()).remove(existing(user));
    }

    private void demandResponsibleOrOperator(Identifier user) throws Refusal {
        if (!authority.operator() || !prefixes.responsibleFor(user)) {
            demandResponsible(user);
        }
    }

    private void demandUser(Identifier user) throws Refusal {
        if (!UserJudge.isUser(user)) {
            throw new Refusal(
                    Reason.INVALID_IDENTIFIER,
                    user.text(),
                    "a user is PREFIX/User_NAME or PREFIX/App_NAME, the name of 1 to 64 letters, digits, '.', '-', '_'");
        }
        demandIdentity();
    }

    private void demandAllRights(Identifier prefixRecord, String action) throws Refusal {
        if (!authority.over(prefixRecord).allow(Rights.ALL.bits())) {
            throw notPermitted(action, prefixRecord);
        }
    }

    private boolean ofNode(Identifier user) {
        return prefixes.node().filter(user.prefixRecord()::equals).isPresent();
    }

    /** Replacing identities and administrators asks for what making and removing them one by one would. */
    private void demandAdministrators(Identifier identifier, StoredRecord old, Elements now, Rights rights)
            throws Refusal {
        boolean about = UserJudge.isUser(identifier)
                || EditJudge.hasKeyOrGroup(now)
                || EditJudge.hasKeyOrGroup(Elements.of(old.elements()));
        if (about && !rights.allow(Rights.ADD_ADMIN | Rights.REMOVE_ADMIN)) {
            throw notPermitted("replace keys or administrators of", identifier);
        }
    }

    /** Who makes identities needs a right over administrators: rights may wait for a user of that name. */
    private void demandKeys(Identifier identifier, Elements elements) throws Refusal {
        if ((UserJudge.isUser(identifier) || EditJudge.hasKeyOrGroup(elements))
                && !identifier.isPrefixRecord()
                && !authority.overNew(identifier).allow(Rights.ADD_ADMIN)) {
            throw notPermitted("create a user or key", identifier);
        }
    }

    /** A new record needs a right from above it: from its prefix's record, or for that from the parent prefix's. */
    private void demandCreation(Identifier identifier) throws Refusal {
        demandIdentity();
        if (!identifier.isPrefixRecord()) {
            if (!authority.overNew(identifier).allow(Rights.ADD_IDENTIFIER)) {
                throw notPermitted("create", identifier);
            }
        } else if (!authority.operator()) {
            Identifier parent = Prefixes.parent(identifier).orElseThrow(() -> notPermitted("create", identifier));
            if (!authority.over(parent).allow(Rights.ADD_DERIVED_PREFIX)) {
                throw notPermitted("create", identifier);
            }
        }
    }

    private void demand(Identifier identifier, int rights, String action) throws Refusal {
        demandIdentity();
        if (!authority.over(identifier).allow(rights)) {
            throw notPermitted(action, identifier);
        }
    }

    private void demandIdentity() throws Refusal {
        if (by.isEmpty()) {
            throw new Refusal(Reason.AUTHENTICATION_NEEDED);
        }
    }

    /** The prefix lives here and takes changes; operators change records of prefixes in any state. */
    private void demandResponsible(Identifier identifier) throws Refusal {
        Optional<Standing> standing = prefixes.standing(identifier);
        if (identifier.isPrefixRecord()
                && standing.isPresent()
                && prefixes.standingOfRecords(identifier) != Standing.OPEN) {
            demandIdentity();
            if (!authority.operator()) {
                throw frozen(identifier.suffix());
            }
        } else if (standing.isEmpty()) {
            boolean ours = !identifier.isPrefixRecord()
                    && prefixes.stopped(identifier.prefix()).isPresent();
            throw ours ? frozen(identifier.prefix()) : new Refusal(Reason.NOT_RESPONSIBLE, identifier.text());
        } else if (standing.get() != Standing.OPEN) {
            throw frozen(identifier.prefix());
        }
    }

    private Refusal frozen(String prefix) {
        return new Refusal(Reason.FROZEN, prefixes.stopped(prefix).orElseThrow());
    }

    private static void demandPrefixRecord(Identifier identifier) throws Refusal {
        if (!identifier.isPrefixRecord() || identifier.suffix().indexOf('/') >= 0) {
            throw new Refusal(Reason.INVALID_IDENTIFIER, identifier.text(), "it names no prefix");
        }
    }

    /** With what can be said of the record in a few words. */
    private static Refusal exists(Identifier identifier, StoredRecord record) {
        return new Refusal(
                Reason.ALREADY_EXISTS,
                identifier.text(),
                "version " + record.version() + ", registered " + Instant.ofEpochMilli(record.createdMillis())
                        + Templated.summary(record.open()));
    }

    private Refusal notPermitted(String action, Identifier identifier) {
        return new Refusal(
                Reason.NOT_PERMITTED, by.map(Reference::toString).orElse("anonymous"), action, identifier.text());
    }

    private Optional<StoredRecord> stored(Identifier identifier) {
        return view.get(Family.RECORDS, Keys.record(identifier)).map(StoredRecord::read);
    }

    private StoredRecord existing(Identifier identifier) throws Refusal {
        return stored(identifier).orElseThrow(() -> new Refusal(Reason.NOT_FOUND, identifier.text()));
    }

    /** The elements of a command, checked, with the time of their writing. */
    private Elements checked(ElementList list) throws Refusal {
        Elements elements = Commands.elements(list);
        ElementRules.check(elements);
        return elements.writtenAt((int) (command.getTimeMillis() / 1000));
    }

    private static Identifier identifier(ByteString spelled) throws Refusal {
        try {
            return Identifier.of(Bytes.wrap(spelled.toByteArray()));
        } catch (MalformedMessage e) {
            throw new Refusal(e.problem());
        }
    }
}
