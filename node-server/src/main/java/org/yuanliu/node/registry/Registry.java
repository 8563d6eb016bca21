package org.yuanliu.node.registry;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.yuanliu.command.Command;
import org.yuanliu.model.Caller;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.model.SiteInfo;
import org.yuanliu.node.auth.KeySource;
import org.yuanliu.node.ledger.Answers;
import org.yuanliu.node.ledger.CommandLog;
import org.yuanliu.node.ops.QuietLog;
import org.yuanliu.node.store.Store;
import org.yuanliu.node.store.StoreFailure;
import org.yuanliu.node.store.View;
import org.yuanliu.node.store.WouldBlock;

/**
 * The one place that answers: every transport makes a {@link Request} and passes it on here.
 *
 * <p>Thread-safe and never blocking: an answer that memory holds is given on the calling thread before the method
 * returns, any other later from a worker's or the writer's thread. {@code reply} is called exactly once, must not block,
 * and gets {@link Outcome.Refused} with {@code INTERNAL_ERROR}, {@code READ_ONLY} or {@code TOO_BUSY} where things go
 * wrong.
 */
public final class Registry implements KeySource {
    /** Longest request id, or name of a source, in characters, printable ASCII. */
    public static final int MAX_REQUEST_ID = 64;

    /** Longest reason for a change, in characters. */
    public static final int MAX_REASON = 200;

    /** What a reason for a change must be. */
    public static final String RIGHT_REASON = "right are up to " + MAX_REASON + " characters on one line";

    private static final QuietLog LOG = QuietLog.of(Registry.class);

    private final Store store;
    private final View memory;
    private final CommandLog log;
    private final Executor workers;
    private final Clock clock;
    private final RandomGenerator random;
    private final Supplier<SiteInfo> site;
    private final Elsewhere elsewhere;
    private final Resolutions resolutions = new Resolutions();
    private final Filling filling = new Filling(new Templates());

    /**
     * @param workers bounded; runs what has to wait for the disk
     * @param random unguessable, for minted suffixes
     * @param site how this node is reached
     */
    public Registry(
            Store store,
            CommandLog log,
            Executor workers,
            Clock clock,
            RandomGenerator random,
            Supplier<SiteInfo> site) {
        this(store, log, workers, clock, random, site, Elsewhere.NOBODY);
    }

    /** @param elsewhere where questions go for identifiers of other nodes */
    public Registry(
            Store store,
            CommandLog log,
            Executor workers,
            Clock clock,
            RandomGenerator random,
            Supplier<SiteInfo> site,
            Elsewhere elsewhere) {
        this.store = store;
        this.memory = store.memory();
        this.log = log;
        this.workers = workers;
        this.clock = clock;
        this.random = random;
        this.site = site;
        this.elsewhere = elsewhere;
    }

    /** Answers a question. */
    public void answer(Request.Query query, Caller caller, Consumer<Outcome> reply) {
        if (query instanceof Request.ResolveAnywhere anywhere) {
            answer(anywhere.question(), caller, outcome -> {
                if (outcome instanceof Outcome.Referred referral) {
                    elsewhere.ask(referral, anywhere, reply);
                } else {
                    reply.accept(outcome);
                }
            });
            return;
        }
        read(view -> answer(query, new Queries(view, caller, resolutions, filling)), refused -> refused, reply);
    }

    /** Tells whether the caller is an operator; no if that cannot be found out. */
    public void isOperator(Caller caller, Consumer<Boolean> reply) {
        read(view -> new Authority(view, caller.identity()).operator(), refused -> false, reply);
    }

    /**
     * Makes a change; the answer comes when it is durable.
     *
     * @param requestId idempotency key of the caller, 1..64 printable ASCII characters: a retry with the same gets the
     *     first answer for at least 24 hours. Counts for callers with an identity only.
     */
    public void submit(Request.Change change, Caller caller, Optional<String> requestId, Consumer<Outcome> reply) {
        if (requestId.isPresent() && !validRequestId(requestId.get())) {
            reply.accept(invalidName("The request id"));
            return;
        }
        if (!validReason(change.reason())) {
            reply.accept(Outcome.Refused.of(Reason.INVALID_ARGUMENT, "The reason", RIGHT_REASON));
            return;
        }
        Command.Builder command =
                Commands.of(change).setTimeMillis(clock.millis()).setReason(change.reason());
        if (change instanceof Request.Create create && create.mint()) {
            String slash = create.identifier().text().contains("/") ? "" : "/";
            command.setMintedSuffix(slash + randomUuid());
        }
        if (caller.identity().isPresent()) {
            command.setBy(Commands.identity(caller.identity().get()));
            requestId.ifPresent(command::setRequestId);
            append(command.build(), reply);
        } else {
            submitAnonymous(command.build(), reply);
        }
    }

    /** As above, for a record or late values in the words of a template. */
    public void submit(Request.Filled item, Caller caller, Optional<String> requestId, Consumer<Outcome> reply) {
        Function<View, Request.ParcelItem> fill = view -> filling.fill(item, view);
        read(fill, refused -> new Request.Unfit(refused.problem()), filled -> {
            if (filled instanceof Request.Change change) {
                submit(change, caller, requestId, reply);
            } else if (filled instanceof Request.Unfit unfit) {
                reply.accept(new Outcome.Refused(unfit.problem()));
            }
        });
    }

    /**
     * Makes the changes of a parcel, each judged by itself; {@link Outcome.Settled} comes when all are durable. A parcel
     * sent again gets its first answer for at least 24 hours; one that is not its source's next is refused.
     *
     * @return done when the parcel has its place among the changes: who submits the next one before may overtake it
     */
    public CompletableFuture<Void> submit(Request.Parcel parcel, Caller caller, Consumer<Outcome> reply) {
        CompletableFuture<Void> placed = new CompletableFuture<>();
        if (caller.identity().isEmpty()) {
            reply.accept(Outcome.Refused.of(Reason.AUTHENTICATION_NEEDED));
            placed.complete(null);
        } else if (!validRequestId(parcel.source())) {
            reply.accept(invalidName("The source"));
            placed.complete(null);
        } else {
            Function<View, Proposal> fill = view -> Proposal.of(filling.fill(parcel.items(), view));
            // Preparing some hundred records takes milliseconds, which an event loop does not have.
            readOnWorker(fill, Proposal::refused, proposal -> {
                proposal.refusal.ifPresentOrElse(
                        reply,
                        () -> append(parcel, proposal.items, caller.identity().get(), reply));
                placed.complete(null);
            });
        }
        return placed;
    }

    /** The items of a parcel ready for the log, or why they are not. */
    private record Proposal(List<Request.ParcelItem> items, Optional<Outcome> refusal) {
        static Proposal of(List<Request.ParcelItem> items) {
            return new Proposal(items, Optional.empty());
        }

        static Proposal refused(Outcome.Refused refusal) {
            return new Proposal(List.of(), Optional.of(refusal));
        }
    }

    private void append(Request.Parcel parcel, List<Request.ParcelItem> items, Reference by, Consumer<Outcome> reply) {
        Command.Builder command = Commands.of(new Request.Parcel(parcel.source(), parcel.number(), items))
                .setTimeMillis(clock.millis())
                .setBy(Commands.identity(by));
        command.getParcelBuilder()
                .setAsked(Filling.digest(parcel.items(), command.getParcel().getItemsList()));
        log.append(command.build(), answer -> reply.accept(Answers.outcome(answer, parcel.items())));
    }

    static Outcome invalidName(String what) {
        return Outcome.Refused.of(
                Reason.INVALID_ARGUMENT, what, "right is 1 to " + MAX_REQUEST_ID + " printable ASCII characters");
    }

    /** Makes an empty store a node's: its prefix, homed, and the prefix record with the operators' keys. */
    public void initialise(Identifier prefixRecord, List<Element> elements, Consumer<Outcome> reply) {
        append(
                Commands.init(prefixRecord, elements)
                        .setTimeMillis(clock.millis())
                        .build(),
                reply);
    }

    /** Takes the resolutions counted in memory to the change log. To be called every few seconds, and at the end. */
    public void recordResolutions() {
        for (Command command : resolutions.commands(clock.millis(), "resolutions-" + randomUuid())) {
            log.append(command, answer -> {
                if (!answer.hasRefusal()) {
                    resolutions.arrived(command);
                }
            });
        }
    }

    @Override
    public List<Element> elements(Reference reference) {
        return Queries.keys(store, reference);
    }

    /** Judges before the writer does: few changes are open to everyone, and all others need a challenge first. */
    private void submitAnonymous(Command command, Consumer<Outcome> reply) {
        read(view -> judge(view, command), Optional::of, refusal -> {
            if (refusal.isPresent()) {
                reply.accept(refusal.get());
            } else {
                append(command, reply);
            }
        });
    }

    private static Optional<Outcome.Refused> judge(View view, Command command) {
        try {
            new Judge(view, command).decide();
            return Optional.empty();
        } catch (Refusal e) {
            return Optional.of(new Outcome.Refused(e.problem()));
        }
    }

    private void append(Command command, Consumer<Outcome> reply) {
        log.append(command, answer -> reply.accept(Answers.outcome(answer)));
    }

    private Outcome answer(Request.Query query, Queries queries) {
        if (query instanceof Request.Resolve q) {
            return queries.resolve(q);
        }
        if (query instanceof Request.GetSite) {
            return new Outcome.Site(site.get());
        }
        if (query instanceof Request.ListIdentifiers q) {
            return queries.list(q);
        }
        if (query instanceof Request.ListHomedPrefixes q) {
            return queries.listHomed(q);
        }
        if (query instanceof Request.GetHistory q) {
            return queries.history(q);
        }
        if (query instanceof Request.Search q) {
            return queries.search(q);
        }
        if (query instanceof Request.SuggestIdentifier q) {
            return queries.suggest(q);
        }
        if (query instanceof Request.GetStatistics q) {
            return queries.statistics(q);
        }
        if (query instanceof Request.NextParcel q) {
            return queries.nextParcel(q, clock.millis());
        }
        if (query instanceof Request.FirstVerdict q) {
            return queries.firstVerdict(q, clock.millis());
        }
        if (query instanceof Request.ListEnterprises q) {
            return queries.directory().enterprises(q);
        }
        if (query instanceof Request.ListUsers q) {
            return queries.directory().users(q);
        }
        throw new IllegalArgumentException("no rule for " + query.getClass());
    }

    /** Reads from memory on this thread, or if that does not do, from the disk on a worker. */
    private <T> void read(Function<View, T> question, Function<Outcome.Refused, T> refusal, Consumer<T> reply) {
        T answer;
        try {
            answer = question.apply(memory);
        } catch (WouldBlock e) {
            readOnWorker(question, refusal, reply);
            return;
        } catch (RuntimeException e) {
            answer = refusal.apply(failed(e));
        }
        reply.accept(answer);
    }

    private <T> void readOnWorker(Function<View, T> question, Function<Outcome.Refused, T> refusal, Consumer<T> reply) {
        try {
            workers.execute(() -> {
                T answer;
                try {
                    answer = question.apply(store);
                } catch (RuntimeException e) {
                    answer = refusal.apply(failed(e));
                }
                reply.accept(answer);
            });
        } catch (RejectedExecutionException e) {
            reply.accept(refusal.apply(Outcome.Refused.of(Reason.TOO_BUSY, "too many reads wait for the disk")));
        }
    }

    private static Outcome.Refused failed(RuntimeException e) {
        if (e instanceof StoreFailure) {
            LOG.error("cannot read: {}", e.getMessage());
        } else {
            LOG.error("answering failed", e);
        }
        return Outcome.Refused.of(Reason.INTERNAL_ERROR);
    }

    /** A random UUID (RFC 9562, version 4). */
    private UUID randomUuid() {
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** Whether the text can be the reason for a change. */
    public static boolean validReason(String text) {
        return text.length() <= MAX_REASON && text.chars().noneMatch(Character::isISOControl);
    }

    /** Whether the text can be a request id, or the name of a source. */
    public static boolean validRequestId(String id) {
        return !id.isEmpty() && id.length() <= MAX_REQUEST_ID && id.chars().allMatch(c -> c > 0x20 && c < 0x7F);
    }
}
