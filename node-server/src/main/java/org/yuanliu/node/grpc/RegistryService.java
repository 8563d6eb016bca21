package org.yuanliu.node.grpc;

import io.grpc.ServerServiceDefinition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.yuanliu.grpc.AdmitPrefixRequest;
import org.yuanliu.grpc.Condition;
import org.yuanliu.grpc.DayCount;
import org.yuanliu.grpc.DeleteRequest;
import org.yuanliu.grpc.HistoryRequest;
import org.yuanliu.grpc.HistoryResponse;
import org.yuanliu.grpc.ListRequest;
import org.yuanliu.grpc.ListResponse;
import org.yuanliu.grpc.RegisterRequest;
import org.yuanliu.grpc.RegisterStreamRequest;
import org.yuanliu.grpc.RegistryGrpc;
import org.yuanliu.grpc.SearchRequest;
import org.yuanliu.grpc.StatisticsRequest;
import org.yuanliu.grpc.StatisticsResponse;
import org.yuanliu.grpc.SuggestIdentifierRequest;
import org.yuanliu.grpc.SuggestIdentifierResponse;
import org.yuanliu.grpc.UpdateRequest;
import org.yuanliu.grpc.Written;
import org.yuanliu.model.Caller;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Page;
import org.yuanliu.model.Request;
import org.yuanliu.node.auth.HeaderAuth;
import org.yuanliu.node.registry.Registry;
import org.yuanliu.protobuf.BadField;
import org.yuanliu.protobuf.ElementMessages;
import org.yuanliu.protobuf.RecordMessages;

/** {@code yuanliu.v1.Registry}. */
final class RegistryService {
    private static final int MAX_CONDITIONS = 16;

    private final Registry registry;
    private final OpenStreams streams;

    RegistryService(Registry registry, OpenStreams streams) {
        this.registry = registry;
        this.streams = streams;
    }

    ServerServiceDefinition bind(HeaderAuth auth) {
        Service service = new Service(RegistryGrpc.getServiceDescriptor())
                .add(
                        RegistryGrpc.getRegisterMethod(),
                        RegisterRequest.getDefaultInstance(),
                        new Identified<>(auth, this::register))
                .addStream(
                        RegistryGrpc.getRegisterStreamMethod(),
                        RegisterStreamRequest.getDefaultInstance(),
                        new RegisterStream(registry, auth, streams))
                .add(
                        RegistryGrpc.getUpdateMethod(),
                        UpdateRequest.getDefaultInstance(),
                        new Identified<>(auth, this::update))
                .add(
                        RegistryGrpc.getDeleteMethod(),
                        DeleteRequest.getDefaultInstance(),
                        new Identified<>(auth, this::delete))
                .add(
                        RegistryGrpc.getAdmitPrefixMethod(),
                        AdmitPrefixRequest.getDefaultInstance(),
                        new Identified<>(auth, this::admitPrefix));
        return withQuestions(service, auth).definition();
    }

    private Service withQuestions(Service service, HeaderAuth auth) {
        return service.add(
                        RegistryGrpc.getListMethod(),
                        ListRequest.getDefaultInstance(),
                        new Identified<>(auth, this::list))
                .add(
                        RegistryGrpc.getHistoryMethod(),
                        HistoryRequest.getDefaultInstance(),
                        new Identified<>(auth, this::history))
                .add(
                        RegistryGrpc.getSearchMethod(),
                        SearchRequest.getDefaultInstance(),
                        new Identified<>(auth, this::search))
                .add(
                        RegistryGrpc.getSuggestIdentifierMethod(),
                        SuggestIdentifierRequest.getDefaultInstance(),
                        new Identified<>(auth, this::suggest))
                .add(
                        RegistryGrpc.getStatisticsMethod(),
                        StatisticsRequest.getDefaultInstance(),
                        new Identified<>(auth, this::statistics));
    }

    private void register(RegisterRequest request, Caller caller, Call<Written> call) throws BadField {
        if (!request.getTemplate().isEmpty()) {
            Identifier identifier = Fields.identifier(request.getIdentifierBytes());
            var filled = new Request.Filled(identifier, request.getTemplate(), request.getValuesMap(), false);
            submit(filled, caller, request.getRequestId(), call);
            return;
        }
        var change = new Request.Create(
                Fields.identifier(request.getIdentifierBytes()),
                ElementMessages.read(request.getElementsList(), "elements"),
                request.getOverwrite(),
                request.getMint());
        submit(change, caller, request.getRequestId(), call);
    }

    private void update(UpdateRequest request, Caller caller, Call<Written> call) throws BadField {
        if (!request.getTemplate().isEmpty()) {
            Identifier identifier = Fields.identifier(request.getIdentifierBytes());
            String reason = Fields.reason(request.getReason());
            if (request.hasExpectedVersion()) {
                throw new BadField("expected_version", "it goes with put and remove, not with values of a template");
            }
            submit(
                    new Request.Filled(identifier, request.getTemplate(), request.getValuesMap(), true, reason),
                    caller,
                    request.getRequestId(),
                    call);
            return;
        }
        var change = new Request.Update(
                Fields.identifier(request.getIdentifierBytes()),
                ElementMessages.read(request.getPutList(), "put"),
                Fields.indexes(request.getRemoveList(), "remove"),
                request.hasExpectedVersion() ? OptionalLong.of(request.getExpectedVersion()) : OptionalLong.empty(),
                Fields.reason(request.getReason()));
        submit(change, caller, request.getRequestId(), call);
    }

    private void delete(DeleteRequest request, Caller caller, Call<Written> call) throws BadField {
        var change = new Request.Delete(Fields.identifier(request.getIdentifierBytes()));
        submit(change, caller, request.getRequestId(), call);
    }

    private void admitPrefix(AdmitPrefixRequest request, Caller caller, Call<Written> call) throws BadField {
        var change = new Request.AdmitPrefix(
                Fields.prefixRecord(request.getPrefixBytes()),
                ElementMessages.read(request.getElementsList(), "elements"));
        submit(change, caller, request.getRequestId(), call);
    }

    private void submit(Request.Filled item, Caller caller, String requestId, Call<Written> call) throws BadField {
        call.about(item.identifier());
        registry.submit(
                item, caller, Fields.requestId(requestId), call.expect(Outcome.Written.class, RecordMessages::write));
    }

    private void submit(Request.Change change, Caller caller, String requestId, Call<Written> call) throws BadField {
        call.about(change.identifier());
        registry.submit(
                change, caller, Fields.requestId(requestId), call.expect(Outcome.Written.class, RecordMessages::write));
    }

    private void list(ListRequest request, Caller caller, Call<ListResponse> call) throws BadField {
        Page page = Fields.page(request.getPage());
        Request.Query query = request.getPrefix().isEmpty()
                ? new Request.ListHomedPrefixes(page)
                : new Request.ListIdentifiers(call.about(Fields.prefixRecord(request.getPrefixBytes())), page);
        registry.answer(query, caller, call.expect(Outcome.Listed.class, RegistryService::listed));
    }

    private void search(SearchRequest request, Caller caller, Call<ListResponse> call) throws BadField {
        List<Request.Condition> conditions = new ArrayList<>();
        for (Condition each : request.getConditionsList()) {
            conditions.add(new Request.Condition(
                    each.getField(),
                    each.hasFrom() ? Optional.of(each.getFrom()) : Optional.empty(),
                    each.hasTo() ? Optional.of(each.getTo()) : Optional.empty()));
        }
        if (conditions.size() > MAX_CONDITIONS) {
            throw new BadField(
                    "conditions", "there are " + conditions.size() + ", at most " + MAX_CONDITIONS + " are allowed");
        }
        var query = new Request.Search(
                call.about(Fields.prefixRecord(request.getPrefixBytes())),
                request.getTemplate(),
                conditions,
                request.hasRegisteredFromMillis()
                        ? Optional.of(Math.max(0, request.getRegisteredFromMillis()))
                        : Optional.empty(),
                request.hasRegisteredToMillis()
                        ? Optional.of(Math.max(0, request.getRegisteredToMillis()))
                        : Optional.empty(),
                Fields.page(request.getPage()));
        registry.answer(query, caller, call.expect(Outcome.Listed.class, RegistryService::listed));
    }

    private void suggest(SuggestIdentifierRequest request, Caller caller, Call<SuggestIdentifierResponse> call)
            throws BadField {
        var query = new Request.SuggestIdentifier(
                call.about(Fields.prefixRecord(request.getPrefixBytes())),
                request.getTemplate(),
                request.getValuesMap());
        registry.answer(
                query,
                caller,
                call.expect(
                        Outcome.Listed.class,
                        listed -> SuggestIdentifierResponse.newBuilder()
                                .setIdentifierBytes(ElementMessages.byteString(
                                        listed.identifiers().get(0).bytes()))
                                .build()));
    }

    private static ListResponse listed(Outcome.Listed page) {
        var message = ListResponse.newBuilder().setNext(Fields.cursor(page.next()));
        for (Identifier identifier : page.identifiers()) {
            message.addIdentifiersBytes(ElementMessages.byteString(identifier.bytes()));
        }
        return message.build();
    }

    private void history(HistoryRequest request, Caller caller, Call<HistoryResponse> call) throws BadField {
        var query = new Request.GetHistory(
                call.about(Fields.identifier(request.getIdentifierBytes())), Fields.page(request.getPage()));
        registry.answer(query, caller, call.expect(Outcome.Past.class, RegistryService::past));
    }

    private void statistics(StatisticsRequest request, Caller caller, Call<StatisticsResponse> call) throws BadField {
        var query = new Request.GetStatistics(
                call.about(Fields.prefixRecord(request.getPrefixBytes())),
                Fields.day(request.getFrom(), "from", LocalDate.MIN),
                Fields.day(request.getTo(), "to", LocalDate.MAX),
                Fields.page(request.getPage()));
        registry.answer(query, caller, call.expect(Outcome.Counted.class, RegistryService::counted));
    }

    private static StatisticsResponse counted(Outcome.Counted counted) {
        var message =
                StatisticsResponse.newBuilder().setRecords(counted.records()).setNext(Fields.cursor(counted.next()));
        counted.days()
                .forEach(day -> message.addDays(DayCount.newBuilder()
                        .setTemplate(day.template())
                        .setDay(day.day().toString())
                        .setRegistered(day.registered())
                        .setUpdated(day.updated())
                        .setDeleted(day.deleted())
                        .setResolved(day.resolved())));
        return message.build();
    }

    private static HistoryResponse past(Outcome.Past past) {
        var message = HistoryResponse.newBuilder()
                .setIdentifierBytes(ElementMessages.byteString(past.identifier().bytes()))
                .setNext(Fields.cursor(past.next()));
        past.versions().forEach(version -> message.addVersions(RecordMessages.write(version)));
        return message.build();
    }
}
