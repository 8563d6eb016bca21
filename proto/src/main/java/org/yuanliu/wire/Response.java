package org.yuanliu.wire;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Problem;

/** What the body of a response says (wire reference, sections 5 and 7). */
public sealed interface Response {

    /** Code 1 to a resolution; {@code identifier} in the spelling of the question. */
    record Resolved(Identifier identifier, Elements elements) implements Response {}

    /** Code 1 to operation 2: HS_SITE data, for {@link SiteCodec}. */
    record SiteData(Bytes site) implements Response {}

    /** Code 1 to operation 100; the identifier may be left out unless it was minted. */
    record Created(Optional<Identifier> identifier) implements Response {}

    /** Code 1 and nothing else to say. */
    record Empty() implements Response {}

    /** Code 1 to operations 105 and 302: some names, more may follow (CN). */
    record Names(List<Identifier> names) implements Response {
        public Names {
            names = List.copyOf(names);
        }
    }

    /** Code 402: prove who you are, over this nonce and the request digest that every challenge carries. */
    record ChallengeIssued(Bytes nonce) implements Response {}

    /** Code 1 to operation 201: whether the answer to the challenge was right. */
    record Verified(boolean valid) implements Response {}

    /** Code 1 to operation 400; what {@code data} holds depends on the mode. */
    record SessionReady(int mode, Bytes data) implements Response {}

    /**
     * Any other code.
     *
     * @param indexes elements at fault; empty if it is not about elements
     */
    record Failure(int code, String message, List<Integer> indexes) implements Response {
        public Failure {
            indexes = List.copyOf(indexes);
        }

        /** What to tell a peer about this problem, in English. */
        public static Failure of(Problem problem) {
            return new Failure(problem.reason().handleCode(), problem.text(Locale.ENGLISH), problem.indexes());
        }
    }

    /**
     * Codes 302 and 303: ask elsewhere. Either an identifier to resolve for site information, or the site information.
     *
     * @param code {@link #SERVICE} or {@link #PREFIX}
     */
    record Referral(int code, Optional<Identifier> identifier, Elements elements) implements Response {
        public static final int SERVICE = 302;
        public static final int PREFIX = 303;
    }

    /** Code 1 to an operation that is not known here. */
    record Other(Bytes body) implements Response {}
}
