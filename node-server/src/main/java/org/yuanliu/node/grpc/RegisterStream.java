package org.yuanliu.node.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.yuanliu.grpc.Parcel;
import org.yuanliu.grpc.ParcelItem;
import org.yuanliu.grpc.ParcelVerdict;
import org.yuanliu.grpc.RegisterStreamRequest;
import org.yuanliu.grpc.RegisterStreamResponse;
import org.yuanliu.grpc.StreamReady;
import org.yuanliu.model.Caller;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Request;
import org.yuanliu.node.auth.HeaderAuth;
import org.yuanliu.node.auth.Verdict;
import org.yuanliu.node.registry.Registry;
import org.yuanliu.protobuf.BadField;
import org.yuanliu.protobuf.ElementMessages;

/**
 * {@code Registry.RegisterStream}: takes the parcels of a source and tells the verdicts on them. A few parcels are under
 * way at a time; gRPC's flow control keeps the rest with the client. The registry answers in the order in which it was
 * asked, so verdicts leave in the order of parcels.
 */
final class RegisterStream implements ServerCallHandler<Incoming<RegisterStreamRequest>, RegisterStreamResponse> {
    /** Parcels of one stream that are under way: one on the disk, one waiting for it, the rest on the line. */
    private static final int WINDOW = 4;

    /** Most items of a parcel: keeps one commit in the range of milliseconds. */
    static final int MAX_ITEMS = 2000;

    private final Registry registry;
    private final HeaderAuth auth;
    private final OpenStreams streams;

    RegisterStream(Registry registry, HeaderAuth auth, OpenStreams streams) {
        this.registry = registry;
        this.auth = auth;
        this.streams = streams;
    }

    @Override
    public ServerCall.Listener<Incoming<RegisterStreamRequest>> startCall(
            ServerCall<Incoming<RegisterStreamRequest>, RegisterStreamResponse> call, Metadata headers) {
        var answers = new StreamAnswers<>(call, headers, WINDOW);
        var stream = new Stream(answers);
        streams.add(answers);
        Call<RegisterStreamResponse> who = answers.call();
        auth.identify(who.authorization(), who.trustedLine(), who.source(), stream::begin);
        return stream;
    }

    /** One stream. Its messages arrive one at a time, the first after {@link #begin}. */
    private final class Stream extends ServerCall.Listener<Incoming<RegisterStreamRequest>> {
        private final StreamAnswers<RegisterStreamResponse> answers;
        private volatile Optional<Caller> caller = Optional.empty();
        private Optional<String> source = Optional.empty();
        /** Done when the parcel before has its place. */
        private CompletableFuture<Void> placed = CompletableFuture.completedFuture(null);

        Stream(StreamAnswers<RegisterStreamResponse> answers) {
            this.answers = answers;
        }

        void begin(Verdict verdict) {
            if (verdict instanceof Verdict.Known known) {
                caller = Optional.of(known.caller());
                answers.begin();
            } else if (verdict instanceof Verdict.Refused refused) {
                answers.stop(call -> call.refuse(refused.problem()));
            }
        }

        @Override
        public void onMessage(Incoming<RegisterStreamRequest> incoming) {
            if (answers.take()) {
                incoming.problem().ifPresent(problem -> answers.stop(call -> call.refuse(problem)));
                incoming.message().ifPresent(this::take);
            }
        }

        @Override
        public void onComplete() {
            streams.remove(answers);
        }

        @Override
        public void onCancel() {
            streams.remove(answers);
        }

        @Override
        public void onReady() {
            answers.grant();
        }

        @Override
        public void onHalfClose() {
            answers.end();
        }

        private void take(RegisterStreamRequest message) {
            try {
                switch (message.getMessageCase()) {
                    case START -> start(message.getStart().getSource());
                    case PARCEL -> parcel(message.getParcel());
                    case MESSAGE_NOT_SET -> throw new BadField("message", "it is empty; right is a start or a parcel");
                }
            } catch (BadField e) {
                answers.stop(call -> call.refuse(e));
            } catch (RuntimeException e) {
                answers.stop(call -> call.fail(e));
            }
        }

        private void start(String name) throws BadField {
            if (source.isPresent()) {
                throw new BadField("start", "the stream was started before");
            }
            source = Optional.of(name);
            registry.answer(
                    new Request.NextParcel(name),
                    caller.orElseThrow(),
                    answers.expect(
                            Outcome.Expected.class,
                            it -> RegisterStreamResponse.newBuilder()
                                    .setReady(StreamReady.newBuilder().setNext(it.parcel()))
                                    .build()));
        }

        private void parcel(Parcel message) throws BadField {
            String from = source.orElseThrow(() -> new BadField("parcel", "a stream begins with a start"));
            if (message.getNumber() <= 0) {
                throw new BadField("parcel.number", "parcels are numbered from 1");
            }
            if (message.getItemsCount() > MAX_ITEMS) {
                throw new BadField(
                        "parcel.items",
                        "there are " + message.getItemsCount() + ", at most " + MAX_ITEMS + " are allowed");
            }
            List<Request.ParcelItem> items = new ArrayList<>(message.getItemsCount());
            message.getItemsList().forEach(item -> items.add(read(item)));
            var parcel = new Request.Parcel(from, message.getNumber(), items);
            Consumer<Outcome> reply =
                    answers.expect(Outcome.Settled.class, settled -> verdict(parcel.number(), settled));
            placed = placed.thenCompose(before -> registry.submit(parcel, caller.orElseThrow(), reply))
                    .exceptionally(failure -> {
                        answers.stop(call -> call.fail(new IllegalStateException(failure)));
                        return null;
                    });
        }

        private RegisterStreamResponse verdict(long number, Outcome.Settled settled) {
            ParcelVerdict.Builder verdict = ParcelVerdict.newBuilder().setNumber(number);
            for (Outcome item : settled.items()) {
                if (item instanceof Outcome.Written written) {
                    verdict.addVersions(written.version());
                    if (verdict.getFirstSequence() == 0) {
                        verdict.setFirstSequence(written.sequence());
                    }
                } else if (item instanceof Outcome.Refused refused) {
                    verdict.addVersions(0);
                    verdict.addRefusals(answers.status(refused.problem()));
                }
            }
            return RegisterStreamResponse.newBuilder().setVerdict(verdict).build();
        }
    }

    private static Request.ParcelItem read(ParcelItem item) {
        try {
            Identifier identifier = Fields.identifier(item.getIdentifierBytes());
            if (!item.getTemplate().isEmpty()) {
                return new Request.Filled(
                        identifier,
                        item.getTemplate(),
                        item.getValuesMap(),
                        item.getUpdate(),
                        Fields.reason(item.getReason()));
            }
            List<Element> elements = ElementMessages.read(item.getElementsList(), "elements");
            return item.getUpdate()
                    ? new Request.Update(
                            identifier, elements, List.of(), OptionalLong.empty(), Fields.reason(item.getReason()))
                    : new Request.Create(identifier, elements, false, false);
        } catch (BadField e) {
            return new Request.Unfit(e.problem());
        }
    }
}
