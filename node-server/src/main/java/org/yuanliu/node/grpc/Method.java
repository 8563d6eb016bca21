package org.yuanliu.node.grpc;

import com.google.protobuf.Message;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import java.util.ArrayList;
import java.util.List;
import org.yuanliu.protobuf.BadField;

/**
 * One unary method: takes the only message of a call and has it answered.
 *
 * @param <Q> the request
 * @param <A> the answer
 */
final class Method<Q extends Message, A> implements ServerCallHandler<Incoming<Q>, A> {
    /** What the method does; runs on an event loop and answers through the call, now or later. */
    interface Body<Q, A> {
        void answer(Q request, Call<A> call) throws BadField;
    }

    private final Body<Q, A> body;

    private Method(Body<Q, A> body) {
        this.body = body;
    }

    /** @param answers how answers are written */
    static <Q extends Message, A> ServerMethodDefinition<Incoming<Q>, A> of(
            MethodDescriptor<Q, ?> descriptor, Q example, Marshaller<A> answers, Body<Q, A> body) {
        return ServerMethodDefinition.create(
                descriptor.toBuilder(Incoming.marshaller(example), answers).build(), new Method<>(body));
    }

    @Override
    public ServerCall.Listener<Incoming<Q>> startCall(ServerCall<Incoming<Q>, A> call, Metadata headers) {
        // One more than a unary call may have, to notice a second one.
        call.request(2);
        return new Listener(new Call<>(call, headers));
    }

    private final class Listener extends ServerCall.Listener<Incoming<Q>> {
        private final Call<A> call;
        private final List<Incoming<Q>> messages = new ArrayList<>(1);

        Listener(Call<A> call) {
            this.call = call;
        }

        @Override
        public void onMessage(Incoming<Q> message) {
            messages.add(message);
        }

        @Override
        public void onHalfClose() {
            if (messages.size() != 1) {
                call.refuse(Incoming.malformed("the call carries " + messages.size() + " messages instead of one"));
                return;
            }
            Incoming<Q> incoming = messages.get(0);
            incoming.problem().ifPresent(call::refuse);
            incoming.message().ifPresent(this::answer);
        }

        private void answer(Q request) {
            try {
                body.answer(request, call);
            } catch (BadField e) {
                call.refuse(e);
            } catch (RuntimeException e) {
                call.fail(e);
            }
        }
    }
}
