package org.yuanliu.sdk;

import java.util.Optional;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;

/**
 * What became of one record that was sent with a {@link RegistrationStream}; exactly one of the two is present.
 *
 * @param written the change is durable
 * @param failure the node refused it, or the stream failed before its verdict came
 */
public record Verdict(Identifier identifier, Optional<Outcome.Written> written, Optional<Failure> failure) {
    public static Verdict of(Identifier identifier, long version, long sequence) {
        return new Verdict(
                identifier, Optional.of(new Outcome.Written(identifier, version, sequence)), Optional.empty());
    }

    public static Verdict of(Identifier identifier, Failure failure) {
        return new Verdict(identifier, Optional.empty(), Optional.of(failure));
    }
}
