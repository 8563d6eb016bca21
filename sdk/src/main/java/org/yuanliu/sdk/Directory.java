package org.yuanliu.sdk;

import java.security.PublicKey;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Enterprise;
import org.yuanliu.model.EnterpriseEntry;
import org.yuanliu.model.EnterpriseState;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Page;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.PrefixState;
import org.yuanliu.model.Request;
import org.yuanliu.model.Role;
import org.yuanliu.model.Secret;
import org.yuanliu.model.SiteInfo;
import org.yuanliu.model.UserEntry;
import org.yuanliu.model.UserName;
import org.yuanliu.sdk.internal.Calls;
import org.yuanliu.sdk.internal.DirectoryCalls;
import org.yuanliu.sdk.internal.Options;
import org.yuanliu.wire.PublicKeyCodec;
import org.yuanliu.wire.SiteCodec;

/**
 * The enterprises of a node, their prefixes and their users: what {@link YuanliuClient#directory()} gives, with the same
 * promises. All that is about enterprises and prefixes is for operators; users are the business of the administrators
 * of their prefix, too. Prefixes are named as {@code 88.118.8}; reasons are for the history, and may be empty.
 *
 * <p>Thread-safe.
 */
public final class Directory {
    private final Calls calls;
    private final DirectoryCalls directory;
    private final Options options;

    Directory(Calls calls, Options options) {
        this.calls = calls;
        this.directory = new DirectoryCalls(calls);
        this.options = options;
    }

    /** Says who an enterprise is: the first time a draft whose prefix is applied for; later its state stays. */
    public Outcome.Written putEnterprise(Identifier prefix, Enterprise enterprise, String contact, String reason) {
        return calls.await(
                directory.putEnterprise(new Request.PutEnterprise(prefix, enterprise, contact, reason), options));
    }

    /** One step of the workflow; refused with {@code WRONG_STATE} if it does not lead there. */
    public Outcome.Written advance(Identifier prefix, EnterpriseState state, String reason) {
        return calls.await(directory.advance(new Request.AdvanceEnterprise(prefix, state, reason), options));
    }

    /** One step of the workflow of a prefix; homing and unhoming go with it. */
    public Outcome.Written advance(Identifier prefix, PrefixState state, String reason) {
        return advance(prefix, state, Optional.empty(), reason);
    }

    /** Delegates a prefix to the enterprise's own node. */
    public Outcome.Written delegate(Identifier prefix, SiteInfo site, String reason) {
        return advance(prefix, PrefixState.DELEGATED, Optional.of(SiteCodec.write(site)), reason);
    }

    private Outcome.Written advance(Identifier prefix, PrefixState state, Optional<Bytes> site, String reason) {
        return calls.await(directory.advance(new Request.AdvancePrefix(prefix, state, site, reason), options));
    }

    /** @param quota most records under the prefix; empty for any number */
    public Outcome.Written setQuota(Identifier prefix, OptionalLong quota, String reason) {
        return calls.await(directory.setQuota(new Request.SetQuota(prefix, quota, reason), options));
    }

    /** All enterprises, or those in a state; pages are fetched as the stream is read, which may throw. */
    public Stream<EnterpriseEntry> enterprises(Optional<EnterpriseState> state) {
        return YuanliuClient.pages(page -> enterprises(state, page));
    }

    /** One page of them; it may have fewer than its limit though more follow. */
    public PageOf<EnterpriseEntry> enterprises(Optional<EnterpriseState> state, Page page) {
        return calls.await(directory.enterprises(state, page, options));
    }

    /**
     * Makes a user that proves itself by a password, and ties it to its role.
     *
     * @throws IllegalArgumentException if the name cannot be part of an identifier
     */
    public Outcome.Written addUser(UserName user, Role role, Secret password, String reason) {
        return addUser(user, role, element(password), reason);
    }

    /**
     * Makes a user that proves itself by a private key, whose public half (RSA or DSA) this is.
     *
     * @throws IllegalArgumentException if the name cannot be part of an identifier, or the key is of another kind
     */
    public Outcome.Written addUser(UserName user, Role role, PublicKey key, String reason) {
        return addUser(user, role, element(key), reason);
    }

    private Outcome.Written addUser(UserName user, Role role, Element key, String reason) {
        try {
            return calls.await(
                    directory.addUser(user, new Request.AddUser(user.identifier(), role, key, reason), options));
        } catch (MalformedMessage e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Gives a user another password. A user does that itself with the one it has; its client then needs the new one. If the
     * answer got lost on the way, the repeated call may be told that the old password does not hold any more.
     *
     * @throws IllegalArgumentException if the name cannot be part of an identifier
     */
    public Outcome.Written setUserKey(UserName user, Secret password, String reason) {
        return setUserKey(user, element(password), reason);
    }

    /**
     * Gives a user another key, whose public half (RSA or DSA) this is; as above.
     *
     * @throws IllegalArgumentException if the name cannot be part of an identifier, or the key is of another kind
     */
    public Outcome.Written setUserKey(UserName user, PublicKey key, String reason) {
        return setUserKey(user, element(key), reason);
    }

    private Outcome.Written setUserKey(UserName user, Element key, String reason) {
        try {
            return calls.await(
                    directory.setUserKey(user, new Request.SetUserKey(user.identifier(), key, reason), options));
        } catch (MalformedMessage e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Element element(Secret password) {
        return Element.of(UserName.KEY_INDEX, ElementType.HS_SECKEY, password.bytes(), Permissions.HIDDEN);
    }

    private static Element element(PublicKey key) {
        return Element.of(UserName.KEY_INDEX, ElementType.HS_PUBKEY, PublicKeyCodec.write(key));
    }

    /** Deletes the record of a user and takes it out of all groups. */
    public Outcome.Written removeUser(UserName user, String reason) {
        return calls.await(directory.removeUser(user, reason, options));
    }

    /** All users and applications of a prefix; pages are fetched as the stream is read, which may throw. */
    public Stream<UserEntry> users(Identifier prefix) {
        return YuanliuClient.pages(page -> users(prefix, page));
    }

    /** One page of them. */
    public PageOf<UserEntry> users(Identifier prefix, Page page) {
        return calls.await(directory.users(prefix, page, options));
    }
}
