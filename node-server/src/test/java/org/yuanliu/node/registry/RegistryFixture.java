package org.yuanliu.node.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.yuanliu.model.Admin;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Caller;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.model.Rights;
import org.yuanliu.model.Selection;
import org.yuanliu.model.SiteInfo;
import org.yuanliu.node.ledger.LocalLog;
import org.yuanliu.node.ledger.StateMachine;
import org.yuanliu.node.ledger.StoreCheck;
import org.yuanliu.node.store.Store;
import org.yuanliu.wire.AdminCodec;

/** A registry over a store, with node prefix 88.118, enterprise 88.118.8 and a clock that stands still. */
public final class RegistryFixture implements AutoCloseable {
    public static final Reference OPERATOR = Reference.known(300, "0.NA/88.118");
    public static final Reference STEELWORKS = Reference.known(300, "0.NA/88.118.8");
    public static final Reference STRANGER = Reference.known(300, "0.NA/88.118.9");
    public static final Identifier STEEL_PREFIX = Identifier.known("0.NA/88.118.8");

    public final FakeClock clock = new FakeClock();
    public final Store store;
    private final LocalLog log;
    public final Registry registry;

    /** Stands still until told otherwise. */
    public static final class FakeClock extends Clock {
        private Instant now = Instant.parse("2026-11-24T08:00:00Z");

        public void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    public RegistryFixture(Store store) {
        this.store = store;
        this.log = new LocalLog(store, new StateMachine(new Rules()));
        this.registry = new Registry(store, log, Runnable::run, clock, new Random(1), RegistryFixture::site);
        await(reply -> registry.initialise(OPERATOR.identifier(), List.of(admin(100, OPERATOR, Rights.ALL)), reply));
        change(new Request.AdmitPrefix(STEEL_PREFIX, List.of(admin(100, STEELWORKS, Rights.ALL))), OPERATOR);
    }

    public static Element admin(int index, Reference who, Rights rights) {
        return Element.of(index, ElementType.HS_ADMIN, AdminCodec.write(new Admin(rights, who)));
    }

    public static Element url(int index, String address) {
        return Element.of(index, "URL", address);
    }

    public Outcome change(Request.Change change, Reference by) {
        return change(change, by, Optional.empty());
    }

    public Outcome change(Request.Change change, Reference by, Optional<String> requestId) {
        return await(reply -> registry.submit(change, caller(by), requestId, reply));
    }

    public Outcome submit(Request.Parcel parcel, Reference by) {
        return await(reply -> registry.submit(parcel, caller(by), reply));
    }

    public Outcome changeAnonymously(Request.Change change) {
        return await(reply -> registry.submit(change, nobody(), Optional.empty(), reply));
    }

    public Outcome ask(Request.Query query, Reference by) {
        return await(reply -> registry.answer(query, caller(by), reply));
    }

    public Outcome ask(Request.Query query) {
        return await(reply -> registry.answer(query, nobody(), reply));
    }

    public Outcome resolve(String identifier) {
        return ask(new Request.Resolve(Identifier.known(identifier), Selection.PUBLIC));
    }

    static void written(Outcome outcome) {
        assertThat(outcome).as(outcome.toString()).isInstanceOf(Outcome.Written.class);
    }

    static Reason reason(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).reason();
    }

    public static Caller caller(Reference by) {
        return new Caller(Optional.of(by), InetAddress.getLoopbackAddress());
    }

    public static Caller nobody() {
        return Caller.anonymous(InetAddress.getLoopbackAddress());
    }

    @Override
    public void close() {
        log.close();
    }

    /** Proves what must hold in every store. */
    public static void assertSound(Store store) {
        assertThat(StoreCheck.of(store).findings()).isEmpty();
    }

    interface Asking {
        void ask(Consumer<Outcome> reply);
    }

    Outcome await(Asking asking) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        asking.ask(answer::complete);
        return answer.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static SiteInfo site() {
        return new SiteInfo(1, 2, 11, 1, true, false, 2, Bytes.EMPTY, List.of(), List.of());
    }
}
