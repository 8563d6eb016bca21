package org.yuanliu.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yuanliu.node.registry.RegistryFixture.STEELWORKS;
import static org.yuanliu.node.registry.RegistryFixture.reason;
import static org.yuanliu.node.registry.RegistryFixture.url;
import static org.yuanliu.node.registry.RegistryFixture.written;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Page;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;
import org.yuanliu.model.Version;
import org.yuanliu.node.ledger.Replay;
import org.yuanliu.node.ledger.StateMachine;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.MemoryStore;
import org.yuanliu.node.store.Store;

/** Somebody sets the machine's clock: the order of things is that of their numbers, and none of these goes back. */
class ClockTest {
    private static final long SEED = 20_261_128;
    private static final Identifier COIL = Identifier.known("88.118.8/coil");

    private final RegistryFixture node = new RegistryFixture(new MemoryStore());

    @AfterEach
    void storeIsSound() {
        node.close();
        RegistryFixture.assertSound(node.store);
    }

    @ParameterizedTest
    @ValueSource(longs = {-5, -24 * 400, 24 * 3, 24 * 365 * 20})
    void versionsAndSequencesGoOn(long hours) {
        List<Outcome.Written> all = new ArrayList<>();
        all.add((Outcome.Written) node.change(create(COIL), STEELWORKS));
        all.add(update(1));
        node.clock.advance(Duration.ofHours(hours));
        all.add(update(2));
        node.clock.advance(Duration.ofHours(-hours));
        all.add(update(3));

        assertThat(all).extracting(Outcome.Written::version).containsExactly(1L, 2L, 3L, 4L);
        assertThat(all).extracting(Outcome.Written::sequence).isSorted().doesNotHaveDuplicates();
        var past = (Outcome.Past) node.ask(new Request.GetHistory(COIL, Page.first(10)));
        assertThat(past.versions()).extracting(Version::version).containsExactly(4L, 3L, 2L, 1L);
        var found = (Outcome.Found) node.resolve(COIL.text());
        assertThat(found.version()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -5, -23, -24 * 30, 23})
    void retryGetsItsFirstAnswerAfterTheClockWasSet(long hours) {
        Outcome first = node.change(create(COIL), STEELWORKS, Optional.of("order-1"));
        node.clock.advance(Duration.ofHours(hours));

        assertThat(node.change(create(COIL), STEELWORKS, Optional.of("order-1")))
                .isEqualTo(first);
        assertThat(reason(node.change(create(COIL), STEELWORKS, Optional.of("order-2"))))
                .isEqualTo(Reason.ALREADY_EXISTS);
    }

    @Test
    void requestIdIsForgottenADayAfterTheClockSaysSo() {
        written(node.change(create(COIL), STEELWORKS, Optional.of("order-1")));
        node.clock.advance(Duration.ofHours(-5));
        written(node.change(create(id("other")), STEELWORKS, Optional.of("order-2")));
        node.clock.advance(Duration.ofHours(25));

        assertThat(reason(node.change(create(id("other")), STEELWORKS, Optional.of("order-2"))))
                .isEqualTo(Reason.ALREADY_EXISTS);
        assertThat(node.change(create(COIL), STEELWORKS, Optional.of("order-1")))
                .isInstanceOf(Outcome.Written.class);
    }

    @Test
    void parcelsGoOnWhereTheyWere() {
        Outcome first = node.submit(parcel(1, "a"), STEELWORKS);
        node.clock.advance(Duration.ofHours(-5));
        Outcome again = node.submit(parcel(1, "a"), STEELWORKS);
        Outcome second = node.submit(parcel(2, "b"), STEELWORKS);
        node.clock.advance(Duration.ofHours(7));
        Outcome third = node.submit(parcel(3, "c"), STEELWORKS);

        assertThat(again).isEqualTo(first);
        assertThat(List.of(second, third)).allSatisfy(o -> assertThat(o).isInstanceOf(Outcome.Settled.class));
    }

    @Test
    void answersFromAFutureThatWasNoneAreDroppedLikeOldOnes() {
        long most = 30;
        node.clock.advance(Duration.ofDays(365 * 50));
        for (int i = 0; i < most; i++) {
            written(node.change(create(id("future-" + i)), STEELWORKS, Optional.of("future-" + i)));
        }
        node.clock.advance(Duration.ofDays(-365 * 50));
        for (int i = 0; i < most; i++) {
            written(node.change(create(id("now-" + i)), STEELWORKS, Optional.of("now-" + i)));
        }

        long kept = StoreDump.of(node.store, Family.ANSWERS).size();
        assertThat(kept).as("two entries for each answer").isEqualTo(2 * most);
        assertThat(node.change(create(id("now-3")), STEELWORKS, Optional.of("now-3")))
                .isInstanceOf(Outcome.Written.class);
    }

    @Test
    void changeLogRebuildsWhatWasWrittenUnderAJumpingClock() {
        Random random = new Random(SEED);
        RandomChanges changes = new RandomChanges(SEED);
        for (int i = 0; i < 1000; i++) {
            node.clock.advance(Duration.ofMinutes(random.nextInt(20_000) - 10_000));
            Optional<String> requestId = i % 3 == 0 ? Optional.of("r" + i % 50) : Optional.empty();
            node.change(changes.next(), STEELWORKS, requestId);
            node.submit(changes.nextParcel("s" + i % 7, 1 + i / 7), STEELWORKS);
        }
        Store rebuilt = new MemoryStore();

        Replay.into(rebuilt, node.store, new StateMachine(new Rules()), progress -> {});

        for (Family family : Family.values()) {
            assertThat(StoreDump.of(rebuilt, family))
                    .as("%s, seed %d", family, SEED)
                    .isEqualTo(StoreDump.of(node.store, family));
        }
    }

    private Outcome.Written update(long expected) {
        var change = new Request.Update(
                COIL, List.of(url(1, "https://example.org/" + expected)), List.of(), OptionalLong.of(expected));
        return (Outcome.Written) node.change(change, STEELWORKS);
    }

    private static Request.Parcel parcel(long number, String suffix) {
        return new Request.Parcel("mes", number, List.of(create(id(suffix))));
    }

    private static Request.Create create(Identifier identifier) {
        return new Request.Create(identifier, List.of(url(1, "https://example.org/")), false, false);
    }

    private static Identifier id(String suffix) {
        return Identifier.known("88.118.8/" + suffix);
    }
}
