package org.yuanliu.sdk;

import java.util.Optional;
import org.yuanliu.model.Identifier;

/**
 * The verdict on one identifier of a batch: a resolution, or why there is none. Immutable and thread-safe.
 *
 * @param identifier as asked
 * @param resolution empty if there is a failure
 * @param failure empty if there is a resolution
 */
public record BatchItem(Identifier identifier, Optional<Resolution> resolution, Optional<Failure> failure) {}
