package org.yuanliu.model;

import java.util.List;
import java.util.Optional;

/** What the registry answers, the same for all transports. "Not found" is an answer, not a fault. */
public sealed interface Outcome {

    /**
     * A record, or the selected part of it.
     *
     * @param identifier in the spelling of the question
     * @param version of the record: 1 when created, one more with each change
     * @param modifiedMillis unix milliseconds of the last change
     */
    record Found(Identifier identifier, Elements elements, long version, long modifiedMillis) implements Outcome {}

    /**
     * The identifier lives on another node.
     *
     * @param identifier in the spelling of the question
     * @param derived whether the sites are those of a prefix from which the identifier's is derived
     * @param sites the HS_SITE elements of its prefix, one at least
     * @param where the addresses of the first, as text
     */
    record Referred(Identifier identifier, boolean derived, Elements sites, String where) implements Outcome {
        /** The same as a refusal, for those who cannot go there. */
        public Problem problem() {
            return Problem.of(Reason.DELEGATED, identifier.text(), where);
        }
    }

    /** The node's own site information. */
    record Site(SiteInfo site) implements Outcome {}

    /** One page of identifiers or prefix records; {@code next} is the cursor of the next page, if there is one. */
    record Listed(List<Identifier> identifiers, Optional<Bytes> next) implements Outcome {
        public Listed {
            identifiers = List.copyOf(identifiers);
        }
    }

    /** One page of a record's versions, newest first. */
    record Past(Identifier identifier, List<Version> versions, Optional<Bytes> next) implements Outcome {
        public Past {
            versions = List.copyOf(versions);
        }
    }

    /**
     * A change is durable.
     *
     * @param identifier the record that changed; the minted identifier if one was minted
     * @param version of the record after the change; 0 if it is gone
     * @param sequence number of the change in the change log, from 1
     */
    record Written(Identifier identifier, long version, long sequence) implements Outcome {}

    /** A parcel is durable: for each of its items, in order, {@link Written} or {@link Refused}. */
    record Settled(List<Outcome> items) implements Outcome {
        public Settled {
            items = List.copyOf(items);
        }
    }

    /**
     * One page of what was done under a prefix.
     *
     * @param records under the prefix now
     */
    record Counted(long records, List<DayCount> days, Optional<Bytes> next) implements Outcome {
        public Counted {
            days = List.copyOf(days);
        }
    }

    /** One page of enterprises. */
    record Enterprises(List<EnterpriseEntry> enterprises, Optional<Bytes> next) implements Outcome {
        public Enterprises {
            enterprises = List.copyOf(enterprises);
        }
    }

    /** One page of users and applications. */
    record Users(List<UserEntry> users, Optional<Bytes> next) implements Outcome {
        public Users {
            users = List.copyOf(users);
        }
    }

    /** Number of the parcel that a source is expected to send next. */
    record Expected(long parcel) implements Outcome {}

    /** Nothing was changed or shown, and this is why. */
    record Refused(Problem problem) implements Outcome {
        public static Refused of(Reason reason, String... details) {
            return new Refused(Problem.of(reason, details));
        }

        public Reason reason() {
            return problem.reason();
        }
    }
}
