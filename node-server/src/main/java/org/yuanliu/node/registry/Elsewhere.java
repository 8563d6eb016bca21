package org.yuanliu.node.registry;

import java.util.function.Consumer;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Request;

/** Where answers come from that this node does not have itself. */
public interface Elsewhere {
    /** Leaves it to the asker to go there. */
    Elsewhere NOBODY = (referral, query, reply) -> reply.accept(referral);

    /**
     * Asks where the referral says. Does not block; {@code reply} is called exactly once, with the referral itself if no
     * answer came from there.
     */
    void ask(Outcome.Referred referral, Request.ResolveAnywhere query, Consumer<Outcome> reply);
}
