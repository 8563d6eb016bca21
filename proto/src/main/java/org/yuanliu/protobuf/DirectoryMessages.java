package org.yuanliu.protobuf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.yuanliu.grpc.ListEnterprisesResponse;
import org.yuanliu.grpc.ListUsersResponse;
import org.yuanliu.model.Enterprise;
import org.yuanliu.model.EnterpriseEntry;
import org.yuanliu.model.EnterpriseState;
import org.yuanliu.model.PrefixState;
import org.yuanliu.model.PrefixStatus;
import org.yuanliu.model.Role;
import org.yuanliu.model.State;
import org.yuanliu.model.UserEntry;

/** Enterprises, prefixes and users, to and from {@code yuanliu/v1/directory.proto}. */
public final class DirectoryMessages {
    private static final String REFUSE = "refuse";
    private static final String RESOLVE = "resolve";
    private static final String DELEGATED = "delegated";
    private static final String HOSTED = "hosted";

    private DirectoryMessages() {}

    public static org.yuanliu.grpc.Enterprise write(Enterprise enterprise, String contact) {
        return org.yuanliu.grpc.Enterprise.newBuilder()
                .setState(enterprise.state().word())
                .setName(enterprise.name())
                .setCreditCode(enterprise.creditCode())
                .setIndustry(enterprise.industry())
                .setRegion(enterprise.region())
                .setSuspendedPolicy(enterprise.refusedWhenSuspended() ? REFUSE : RESOLVE)
                .setContact(contact)
                .build();
    }

    /** Reads one; no state means a draft. */
    public static Enterprise read(org.yuanliu.grpc.Enterprise message, String field) throws BadField {
        String policy = message.getSuspendedPolicy();
        if (!policy.isEmpty() && !policy.equals(RESOLVE) && !policy.equals(REFUSE)) {
            throw new BadField(field + ".suspended_policy", "right is " + RESOLVE + " or " + REFUSE);
        }
        return new Enterprise(
                message.getState().isEmpty()
                        ? EnterpriseState.DRAFT
                        : state(EnterpriseState.class, message.getState(), field + ".state"),
                message.getName(),
                message.getCreditCode(),
                message.getIndustry(),
                message.getRegion(),
                policy.equals(REFUSE));
    }

    public static <S extends Enum<S> & State<S>> S state(Class<S> states, String word, String field) throws BadField {
        return State.of(states, word).orElseThrow(() -> new BadField(field, "'" + word + "' is no state"));
    }

    public static Role role(String word, String field) throws BadField {
        return Role.of(word).orElseThrow(() -> new BadField(field, "'" + word + "' is no role"));
    }

    public static ListEnterprisesResponse.Entry write(EnterpriseEntry entry) {
        var message = ListEnterprisesResponse.Entry.newBuilder()
                .setPrefix(entry.prefixRecord().suffix())
                .setEnterprise(write(entry.enterprise(), entry.contact()))
                .setVersion(entry.version());
        entry.prefix().ifPresent(prefix -> {
            message.setPrefixState(prefix.state().word());
            message.setHosting(prefix.delegated() ? DELEGATED : HOSTED);
            prefix.quota().ifPresent(message::setQuota);
        });
        return message.build();
    }

    public static EnterpriseEntry read(ListEnterprisesResponse.Entry message, String field) throws BadField {
        return new EnterpriseEntry(
                ElementMessages.identifier(message.getPrefixBytes(), field + ".prefix"),
                read(message.getEnterprise(), field + ".enterprise"),
                prefix(message, field),
                message.getEnterprise().getContact(),
                message.getVersion());
    }

    private static Optional<PrefixStatus> prefix(ListEnterprisesResponse.Entry message, String field) throws BadField {
        if (message.getPrefixState().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PrefixStatus(
                state(PrefixState.class, message.getPrefixState(), field + ".prefix_state"),
                message.getHosting().equals(DELEGATED),
                message.hasQuota() ? OptionalLong.of(message.getQuota()) : OptionalLong.empty()));
    }

    public static ListUsersResponse.Entry write(UserEntry entry) {
        return ListUsersResponse.Entry.newBuilder()
                .setIdentifierBytes(
                        ElementMessages.byteString(entry.identifier().bytes()))
                .addAllRoles(entry.roles().stream().map(Role::word).toList())
                .build();
    }

    public static UserEntry read(ListUsersResponse.Entry message, String field) throws BadField {
        List<Role> roles = new ArrayList<>();
        for (int i = 0; i < message.getRolesCount(); i++) {
            roles.add(role(message.getRoles(i), field + ".roles[" + i + "]"));
        }
        return new UserEntry(ElementMessages.identifier(message.getIdentifierBytes(), field + ".identifier"), roles);
    }
}
