package org.yuanliu.node.grpc;

import org.yuanliu.model.Caller;
import org.yuanliu.node.auth.HeaderAuth;
import org.yuanliu.node.auth.Verdict;
import org.yuanliu.protobuf.BadField;

/** The body of a method that knows who asks: finds it out first, and goes on only if the client still waits then. */
final class Identified<Q, A> implements Method.Body<Q, A> {
    /** What is done once the caller is known; on an event loop or a worker. */
    interface Body<Q, A> {
        void answer(Q request, Caller caller, Call<A> call) throws BadField;
    }

    private final HeaderAuth auth;
    private final Body<Q, A> body;

    Identified(HeaderAuth auth, Body<Q, A> body) {
        this.auth = auth;
        this.body = body;
    }

    @Override
    public void answer(Q request, Call<A> call) {
        auth.identify(call.authorization(), call.trustedLine(), call.source(), verdict -> goOn(verdict, request, call));
    }

    private void goOn(Verdict verdict, Q request, Call<A> call) {
        if (!call.wanted()) {
            call.drop();
        } else if (verdict instanceof Verdict.Known known) {
            answer(request, known.caller(), call);
        } else if (verdict instanceof Verdict.Refused refused) {
            call.refuse(refused.problem());
        }
    }

    private void answer(Q request, Caller caller, Call<A> call) {
        try {
            body.answer(request, caller, call);
        } catch (BadField e) {
            call.refuse(e);
        } catch (RuntimeException e) {
            call.fail(e);
        }
    }
}
