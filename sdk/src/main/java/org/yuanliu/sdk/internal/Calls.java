package org.yuanliu.sdk.internal;

import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import org.yuanliu.grpc.AdmitPrefixRequest;
import org.yuanliu.grpc.BatchResolveRequest;
import org.yuanliu.grpc.BatchResolveResponse;
import org.yuanliu.grpc.Condition;
import org.yuanliu.grpc.DeleteRequest;
import org.yuanliu.grpc.HistoryRequest;
import org.yuanliu.grpc.HistoryResponse;
import org.yuanliu.grpc.ListRequest;
import org.yuanliu.grpc.ListResponse;
import org.yuanliu.grpc.RegisterRequest;
import org.yuanliu.grpc.RegistryGrpc;
import org.yuanliu.grpc.ResolveRequest;
import org.yuanliu.grpc.ResolverGrpc;
import org.yuanliu.grpc.SearchRequest;
import org.yuanliu.grpc.SessionsGrpc;
import org.yuanliu.grpc.StatisticsRequest;
import org.yuanliu.grpc.StatisticsResponse;
import org.yuanliu.grpc.SuggestIdentifierRequest;
import org.yuanliu.grpc.UpdateRequest;
import org.yuanliu.grpc.WhoAmIRequest;
import org.yuanliu.grpc.Written;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.DayCount;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Page;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;
import org.yuanliu.model.Version;
import org.yuanliu.protobuf.BadField;
import org.yuanliu.protobuf.ElementMessages;
import org.yuanliu.protobuf.RecordMessages;
import org.yuanliu.sdk.BatchItem;
import org.yuanliu.sdk.Failure;
import org.yuanliu.sdk.PageOf;
import org.yuanliu.sdk.Resolution;
import org.yuanliu.sdk.Search;
import org.yuanliu.sdk.Statistics;
import org.yuanliu.sdk.StreamOptions;
import org.yuanliu.sdk.YuanliuException;

/** What can be asked of a node, each as one call. Thread-safe. */
public final class Calls implements AutoCloseable {
    private final Connection connection;

    private Calls(Connection connection) {
        this.connection = connection;
    }

    /** @throws SSLException if the authorities' file cannot be used */
    public static Calls open(Settings settings) throws SSLException {
        return new Calls(Connection.open(settings));
    }

    /** @param anywhere whether the node shall ask the one where the identifier lives */
    public CompletableFuture<Resolution> resolve(
            Identifier identifier, Selection selection, boolean anywhere, Options options) {
        var request = ResolveRequest.newBuilder()
                .setIdentifierBytes(ElementMessages.byteString(identifier.bytes()))
                .addAllIndexes(selection.indexes())
                .addAllTypes(names(selection.types()))
                .setIncludeHidden(!selection.publicOnly())
                .setRecursive(anywhere)
                .build();
        return ask(
                ResolverGrpc.getResolveMethod(),
                request,
                answer -> resolution(RecordMessages.read(answer.getRecord(), "record")),
                options);
    }

    public CompletableFuture<List<BatchItem>> batchResolve(
            List<Identifier> identifiers, Selection selection, boolean anywhere, Options options) {
        var request = BatchResolveRequest.newBuilder()
                .addAllIndexes(selection.indexes())
                .addAllTypes(names(selection.types()))
                .setIncludeHidden(!selection.publicOnly())
                .setRecursive(anywhere);
        identifiers.forEach(identifier -> request.addIdentifiersBytes(ElementMessages.byteString(identifier.bytes())));
        return ask(
                ResolverGrpc.getBatchResolveMethod(), request.build(), answer -> items(identifiers, answer), options);
    }

    public CompletableFuture<Outcome.Written> register(Request.Create change, Options options) {
        String id = options.requestIdOrFresh();
        var request = RegisterRequest.newBuilder()
                .setIdentifierBytes(
                        ElementMessages.byteString(change.identifier().bytes()))
                .addAllElements(ElementMessages.write(change.elements()))
                .setOverwrite(change.overwrite())
                .setMint(change.mint())
                .setRequestId(id)
                .build();
        return write(RegistryGrpc.getRegisterMethod(), request, id, options.deadline());
    }

    /** A new record in the words of its template. */
    public CompletableFuture<Outcome.Written> register(Request.Filled item, Options options) {
        String id = options.requestIdOrFresh();
        var request = RegisterRequest.newBuilder()
                .setIdentifierBytes(ElementMessages.byteString(item.identifier().bytes()))
                .setTemplate(item.template())
                .putAllValues(item.values())
                .setRequestId(id)
                .build();
        return write(RegistryGrpc.getRegisterMethod(), request, id, options.deadline());
    }

    /** Values of a record that exists, in the words of its template. */
    public CompletableFuture<Outcome.Written> update(Request.Filled item, Options options) {
        String id = options.requestIdOrFresh();
        var request = UpdateRequest.newBuilder()
                .setIdentifierBytes(ElementMessages.byteString(item.identifier().bytes()))
                .setTemplate(item.template())
                .putAllValues(item.values())
                .setReason(item.reason())
                .setRequestId(id)
                .build();
        return write(RegistryGrpc.getUpdateMethod(), request, id, options.deadline());
    }

    public CompletableFuture<Outcome.Written> update(Request.Update change, Options options) {
        String id = options.requestIdOrFresh();
        var request = UpdateRequest.newBuilder()
                .setIdentifierBytes(
                        ElementMessages.byteString(change.identifier().bytes()))
                .addAllPut(ElementMessages.write(change.put()))
                .addAllRemove(change.remove())
                .setReason(change.reason())
                .setRequestId(id);
        change.expectedVersion().ifPresent(request::setExpectedVersion);
        return write(RegistryGrpc.getUpdateMethod(), request.build(), id, options.deadline());
    }

    public CompletableFuture<Outcome.Written> delete(Request.Delete change, Options options) {
        String id = options.requestIdOrFresh();
        var request = DeleteRequest.newBuilder()
                .setIdentifierBytes(
                        ElementMessages.byteString(change.identifier().bytes()))
                .setRequestId(id)
                .build();
        return write(RegistryGrpc.getDeleteMethod(), request, id, options.deadline());
    }

    public CompletableFuture<Outcome.Written> admitPrefix(Request.AdmitPrefix change, Options options) {
        String id = options.requestIdOrFresh();
        var request = AdmitPrefixRequest.newBuilder()
                .setPrefixBytes(ElementMessages.byteString(change.identifier().bytes()))
                .addAllElements(ElementMessages.write(change.elements()))
                .setRequestId(id)
                .build();
        return write(RegistryGrpc.getAdmitPrefixMethod(), request, id, options.deadline());
    }

    /** @param prefix empty for the prefixes that live on the node */
    public CompletableFuture<PageOf<Identifier>> list(Optional<Identifier> prefix, Page page, Options options) {
        var request = ListRequest.newBuilder().setPage(message(page));
        prefix.ifPresent(p -> request.setPrefixBytes(ElementMessages.byteString(p.bytes())));
        return ask(RegistryGrpc.getListMethod(), request.build(), Calls::identifiers, options);
    }

    public CompletableFuture<PageOf<Version>> history(Identifier identifier, Page page, Options options) {
        var request = HistoryRequest.newBuilder()
                .setIdentifierBytes(ElementMessages.byteString(identifier.bytes()))
                .setPage(message(page))
                .build();
        return ask(RegistryGrpc.getHistoryMethod(), request, Calls::versions, options);
    }

    public CompletableFuture<PageOf<Identifier>> search(Search search, Page page, Options options) {
        var request = SearchRequest.newBuilder()
                .setPrefixBytes(ElementMessages.byteString(search.prefix().bytes()))
                .setTemplate(search.template())
                .setPage(message(page));
        for (Request.Condition condition : search.conditions()) {
            var each = Condition.newBuilder().setField(condition.field());
            condition.from().ifPresent(each::setFrom);
            condition.to().ifPresent(each::setTo);
            request.addConditions(each);
        }
        search.registeredFrom().ifPresent(from -> request.setRegisteredFromMillis(from.toEpochMilli()));
        search.registeredTo().ifPresent(to -> request.setRegisteredToMillis(to.toEpochMilli()));
        return ask(RegistryGrpc.getSearchMethod(), request.build(), Calls::identifiers, options);
    }

    public CompletableFuture<Identifier> suggest(
            Identifier prefix, String template, Map<String, String> values, Options options) {
        var request = SuggestIdentifierRequest.newBuilder()
                .setPrefixBytes(ElementMessages.byteString(prefix.bytes()))
                .setTemplate(template)
                .putAllValues(values)
                .build();
        return ask(
                RegistryGrpc.getSuggestIdentifierMethod(),
                request,
                answer -> ElementMessages.identifier(answer.getIdentifierBytes(), "identifier"),
                options);
    }

    public CompletableFuture<Statistics> statistics(
            Identifier prefix, LocalDate from, LocalDate to, Page page, Options options) {
        var request = StatisticsRequest.newBuilder()
                .setPrefixBytes(ElementMessages.byteString(prefix.bytes()))
                .setFrom(from.toString())
                .setTo(to.toString())
                .setPage(message(page))
                .build();
        return ask(RegistryGrpc.getStatisticsMethod(), request, Calls::statistics, options);
    }

    public CompletableFuture<Reference> whoAmI(Options options) {
        return ask(
                SessionsGrpc.getWhoAmIMethod(),
                WhoAmIRequest.getDefaultInstance(),
                answer -> ElementMessages.read(answer.getIdentity(), "identity"),
                options);
    }

    Connection connection() {
        return connection;
    }

    public ParcelStream stream(String source, StreamOptions options) {
        return new ParcelStream(connection, source, options);
    }

    /** Waits for a call's result; not to be done where results arrive. */
    public <R> R await(CompletableFuture<R> result) {
        if (connection.onLoop() && !result.isDone()) {
            result.cancel(true);
            throw new IllegalStateException("a call that waits was made in the callback of another; use async() there");
        }
        try {
            return result.get();
        } catch (InterruptedException e) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            Failure failure = Failure.of("INTERRUPTED", "the thread was interrupted while it waited", true);
            throw new YuanliuException(result instanceof Result<R> ours ? ours.unsure(failure) : failure, e);
        } catch (ExecutionException e) {
            // Thrown anew, so that its trace shows who called.
            throw e.getCause() instanceof YuanliuException known
                    ? new YuanliuException(known.failure(), known)
                    : new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    <Q, A, R> CompletableFuture<R> ask(
            MethodDescriptor<Q, A> method, Q request, Reading<A, R> reading, Options options) {
        return enter(connection.exchange(method, request, reading).within(options.deadline()), options.deadline());
    }

    <Q> CompletableFuture<Outcome.Written> write(
            MethodDescriptor<Q, Written> method, Q request, String id, Duration deadline) {
        return enter(
                connection
                        .exchange(method, request, RecordMessages::read)
                        .within(deadline)
                        .repeatedAs(id),
                deadline);
    }

    private <Q, A, R> CompletableFuture<R> enter(Exchange<Q, A, R> exchange, Duration deadline) {
        if (!connection.isOpen()) {
            return exchange.refuse(Failure.of("CLIENT_CLOSED", "the client is closed", false));
        }
        if (!connection.enter(deadline)) {
            return exchange.refuse(Failure.of("CLIENT_BUSY", "too many calls are under way", true));
        }
        return exchange.atEnd(connection::leave).start();
    }

    private static List<String> names(List<ElementType> types) {
        return types.stream().map(ElementType::name).toList();
    }

    static org.yuanliu.grpc.Page message(Page page) {
        var message = org.yuanliu.grpc.Page.newBuilder().setLimit(page.limit());
        page.after().ifPresent(after -> message.setAfter(ElementMessages.byteString(after)));
        return message.build();
    }

    private static Resolution resolution(Outcome.Found found) {
        return new Resolution(
                found.identifier(),
                found.elements().list(),
                found.version(),
                Instant.ofEpochMilli(found.modifiedMillis()));
    }

    private static List<BatchItem> items(List<Identifier> asked, BatchResolveResponse answer) throws BadField {
        if (answer.getItemsCount() != asked.size()) {
            throw new BadField("items", "there are " + answer.getItemsCount() + " for " + asked.size() + " questions");
        }
        List<BatchItem> items = new ArrayList<>(asked.size());
        for (int i = 0; i < asked.size(); i++) {
            var item = answer.getItems(i);
            items.add(
                    item.hasRecord()
                            ? new BatchItem(
                                    asked.get(i),
                                    Optional.of(resolution(RecordMessages.read(item.getRecord(), "items[" + i + "]"))),
                                    Optional.empty())
                            : new BatchItem(
                                    asked.get(i),
                                    Optional.empty(),
                                    Optional.of(Failures.of(item.getProblem(), Optional.empty()))));
        }
        return items;
    }

    private static PageOf<Identifier> identifiers(ListResponse answer) throws BadField {
        List<Identifier> identifiers = new ArrayList<>(answer.getIdentifiersCount());
        for (int i = 0; i < answer.getIdentifiersCount(); i++) {
            identifiers.add(ElementMessages.identifier(answer.getIdentifiersBytes(i), "identifiers[" + i + "]"));
        }
        return new PageOf<>(identifiers, cursor(ElementMessages.bytes(answer.getNext())));
    }

    private static PageOf<Version> versions(HistoryResponse answer) throws BadField {
        List<Version> versions = new ArrayList<>(answer.getVersionsCount());
        for (int i = 0; i < answer.getVersionsCount(); i++) {
            versions.add(RecordMessages.read(answer.getVersions(i), "versions[" + i + "]"));
        }
        return new PageOf<>(versions, cursor(ElementMessages.bytes(answer.getNext())));
    }

    private static Statistics statistics(StatisticsResponse answer) throws BadField {
        List<DayCount> days = new ArrayList<>(answer.getDaysCount());
        for (var day : answer.getDaysList()) {
            days.add(new DayCount(
                    day.getTemplate(),
                    day(day.getDay()),
                    day.getRegistered(),
                    day.getUpdated(),
                    day.getDeleted(),
                    day.getResolved()));
        }
        return new Statistics(answer.getRecords(), new PageOf<>(days, cursor(ElementMessages.bytes(answer.getNext()))));
    }

    private static LocalDate day(String text) throws BadField {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new BadField("days.day", "'" + text + "' is no day");
        }
    }

    static Optional<Bytes> cursor(Bytes next) {
        return next.isEmpty() ? Optional.empty() : Optional.of(next);
    }
}
