package org.yuanliu.model;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Everything that can be asked of the node, the same for all transports. */
public sealed interface Request {

    /** Asks and changes nothing. */
    sealed interface Query extends Request {}

    /** Asks for a change of one record or prefix; the one writer decides. */
    sealed interface Change extends Request {
        /** The record, or for prefixes the prefix record, that changes. */
        Identifier identifier();

        /** Why, for the history: up to 200 characters without control characters; empty if nothing is said. */
        default String reason() {
            return "";
        }
    }

    /**
     * Many changes in one step, each judged by itself: part of a stream whose source numbers its parcels from 1.
     *
     * @param source what the caller calls the stream: 1..64 printable ASCII characters
     */
    record Parcel(String source, long number, List<ParcelItem> items) implements Request {
        public Parcel {
            items = List.copyOf(items);
        }
    }

    /** What may lie in a parcel. */
    sealed interface ParcelItem {}

    /**
     * A record, or late and corrected values of one, in the words of its template; the registry turns it into elements.
     *
     * @param template such as {@code 88.118/META_steel-coil:1}, or {@code steel-coil:1} for one of the node's own
     * @param values by the names or labels of the fields
     * @param update put the values into the record that exists
     * @param reason of an update, as in {@link Change#reason}
     */
    record Filled(Identifier identifier, String template, Map<String, String> values, boolean update, String reason)
            implements ParcelItem {
        public Filled {
            values = Map.copyOf(values);
        }

        /** The same without a reason. */
        public Filled(Identifier identifier, String template, Map<String, String> values, boolean update) {
            this(identifier, template, values, update, "");
        }
    }

    /** An item that could not be read as a change: it is refused for that and keeps its place. */
    record Unfit(Problem problem) implements ParcelItem {}

    /** Part of the conversation about keys and sessions that the Handle protocol wraps around the others. */
    sealed interface Dialogue extends Request {}

    /** Operation 1. */
    record Resolve(Identifier identifier, Selection selection) implements Query {}

    /**
     * The same, and if the identifier lives on another node that is known here, asked of that.
     *
     * @param hops servers that the question went through before
     */
    record ResolveAnywhere(Resolve question, int hops) implements Query {}

    /** Operation 2: this node's site information. */
    record GetSite() implements Query {}

    /** Operation 105: identifiers under the prefix that {@code prefixRecord} describes, in key order. */
    record ListIdentifiers(Identifier prefixRecord, Page page) implements Query {}

    /** Operation 302: the prefixes this node is home of, in key order. */
    record ListHomedPrefixes(Page page) implements Query {}

    /** Versions of a record, newest first; a page may have fewer than its limit though more follow, if they are large. */
    record GetHistory(Identifier identifier, Page page) implements Query {}

    /**
     * Operation 100.
     *
     * @param overwrite replace the record if there is one
     * @param mint append a fresh random suffix to the identifier, behind a slash if it has none yet
     */
    record Create(Identifier identifier, List<Element> elements, boolean overwrite, boolean mint)
            implements Change, ParcelItem {
        public Create {
            elements = List.copyOf(elements);
        }
    }

    /** Operation 101. */
    record Delete(Identifier identifier) implements Change {}

    /** Operation 102; with {@code overwrite} elements with an index already in use are replaced. */
    record AddElements(Identifier identifier, List<Element> elements, boolean overwrite) implements Change {
        public AddElements {
            elements = List.copyOf(elements);
        }
    }

    /** Operation 103. */
    record RemoveElements(Identifier identifier, List<Integer> indexes) implements Change {
        public RemoveElements {
            indexes = List.copyOf(indexes);
        }
    }

    /** Operation 104: each element replaces the one with its index, which must exist. */
    record ModifyElements(Identifier identifier, List<Element> elements) implements Change {
        public ModifyElements {
            elements = List.copyOf(elements);
        }
    }

    /**
     * Puts elements and removes others in one step.
     *
     * @param put added, or replacing the element with the same index
     * @param remove indexes that must exist
     * @param expectedVersion refuse if the record has another version by now
     */
    record Update(
            Identifier identifier, List<Element> put, List<Integer> remove, OptionalLong expectedVersion, String reason)
            implements Change, ParcelItem {
        public Update {
            put = List.copyOf(put);
            remove = List.copyOf(remove);
        }

        /** The same without a reason. */
        public Update(Identifier identifier, List<Element> put, List<Integer> remove, OptionalLong expectedVersion) {
            this(identifier, put, remove, expectedVersion, "");
        }
    }

    /** Operation 300: this node becomes home of the prefix that {@code identifier}, a prefix record, describes. */
    record HomePrefix(Identifier identifier) implements Change {}

    /** Operation 301. */
    record UnhomePrefix(Identifier identifier) implements Change {}

    /**
     * What was done under a prefix, by template and day; a page may have fewer than its limit though more follow.
     *
     * @param from first day, and {@code to} last day, of China's calendar
     */
    record GetStatistics(Identifier prefixRecord, LocalDate from, LocalDate to, Page page) implements Query {}

    /**
     * Records under a prefix that follow a template and meet all conditions, in the order of the first one's values, or
     * of their registration if there is none.
     *
     * @param template identifier of the template's record, with or without a version
     * @param registeredFrom unix milliseconds, as {@code registeredTo}; both included
     */
    record Search(
            Identifier prefixRecord,
            String template,
            List<Condition> conditions,
            Optional<Long> registeredFrom,
            Optional<Long> registeredTo,
            Page page)
            implements Query {
        public Search {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * What a field's value must be, as people write it.
     *
     * @param field name or label
     * @param from least value, and {@code to} greatest, both included; the same for exactly that
     */
    record Condition(String field, Optional<String> from, Optional<String> to) {}

    /**
     * The identifier that the rule of a template makes of values, as a list of one; nothing is written.
     *
     * @param template such as {@code steel-coil}, with or without a version
     * @param values by name or label of fields, and by name of free parts of the rule
     */
    record SuggestIdentifier(Identifier prefixRecord, String template, Map<String, String> values) implements Query {
        public SuggestIdentifier {
            values = Map.copyOf(values);
        }
    }

    /** Which parcel of a source of the caller's is expected next. */
    record NextParcel(String source) implements Query {}

    /**
     * The verdict on a parcel of the caller's, if the node still has it, however old it is; else which parcel of its
     * source is expected next.
     */
    record FirstVerdict(Parcel parcel) implements Query {}

    /** Admits an enterprise: creates the record of its prefix and makes this node its home, in one step. */
    record AdmitPrefix(Identifier identifier, List<Element> elements) implements Change {
        public AdmitPrefix {
            elements = List.copyOf(elements);
        }
    }

    /**
     * Says who an enterprise is, at first as a draft whose prefix is applied for; its state stays as it is.
     *
     * @param enterprise its state does not count
     * @param contact empty for none
     */
    record PutEnterprise(Identifier identifier, Enterprise enterprise, String contact, String reason)
            implements Change {}

    /** One step in the workflow of an enterprise. */
    record AdvanceEnterprise(Identifier identifier, EnterpriseState state, String reason) implements Change {}

    /**
     * One step in the workflow of a prefix; homing and unhoming go with it.
     *
     * @param site of the enterprise's node, as HS_SITE data, if the prefix is delegated; empty for the one already known
     */
    record AdvancePrefix(Identifier identifier, PrefixState state, Optional<Bytes> site, String reason)
            implements Change {}

    /** @param quota most records under the prefix; empty for any number */
    record SetQuota(Identifier identifier, OptionalLong quota, String reason) implements Change {}

    /**
     * Makes a user or an application and ties it to its role.
     *
     * @param identifier of its record, {@code 88.118.8/User_NAME} or {@code 88.118.8/App_NAME}
     * @param key HS_SECKEY or HS_PUBKEY, by which it shows who it is
     */
    record AddUser(Identifier identifier, Role role, Element key, String reason) implements Change {}

    /**
     * Puts another key in the place of the one by which a user or an application shows who it is.
     *
     * @param key HS_SECKEY or HS_PUBKEY
     */
    record SetUserKey(Identifier identifier, Element key, String reason) implements Change {}

    /** Deletes the record of a user or an application, and takes it out of all groups. */
    record RemoveUser(Identifier identifier, String reason) implements Change {}

    /** The enterprises of this node in the order of their prefixes; a page may have fewer though more follow. */
    record ListEnterprises(Optional<EnterpriseState> state, Page page) implements Query {}

    /** The users and applications of a prefix. */
    record ListUsers(Identifier prefixRecord, Page page) implements Query {}

    /** Operation 200: the answer to a challenge; {@code authType} is HS_PUBKEY or HS_SECKEY. */
    record AnswerChallenge(String authType, Reference key, Bytes answer) implements Dialogue {}

    /** Operation 201: does this answer to a challenge fit the secret key that lives here? */
    record VerifyAnswer(Reference key, Bytes nonce, Bytes requestDigest, Bytes answer) implements Dialogue {}

    /**
     * Operation 400 (wire reference, section 7).
     *
     * @param mode 1 client's RSA key, 2 server's key, 3 key in a record, 4 Diffie-Hellman
     * @param timeoutSeconds wished life of the session when idle
     * @param identity whom the session will speak for; may be proven later
     * @param publicKey modes 1 and 4: the client's public key, form of HS_PUBKEY data
     * @param exchangeKey mode 3: where the public key is
     */
    record SetUpSession(
            int mode,
            int timeoutSeconds,
            Optional<Reference> identity,
            Bytes publicKey,
            Optional<Reference> exchangeKey)
            implements Dialogue {}

    /** Operation 401. */
    record EndSession() implements Dialogue {}

    /** Operation 402: the session secret under the server's RSA key (set-up mode 2). */
    record ExchangeKey(Bytes encryptedSecret) implements Dialogue {}

    /** Any other operation; answered with "not supported". */
    record Unknown(int opCode, Bytes body) implements Dialogue {}
}
