package org.yuanliu.node.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Secret;

class SessionTest {
    private static final Reference ADMIN = Reference.known(300, "0.NA/88.118.8");
    private static final Secret KEY = Secret.utf8("0123456789abcdef0123456789abcdef");

    private final HandClock clock = new HandClock();
    private final Sessions sessions = new Sessions(3, clock, new SecureRandom());

    @Test
    void encryptedMessageIsReadWithTheSameKeyOnly() throws Exception {
        Session session = open(ADMIN);
        Session other = sessions.open(Secret.utf8("another key of 32 bytes ........"), Optional.empty(), 0);
        Bytes encrypted = session.encrypt(Bytes.utf8("secret"));

        assertThat(session.decrypt(encrypted)).isEqualTo(Bytes.utf8("secret"));
        assertThat(session.encrypt(Bytes.utf8("secret"))).isNotEqualTo(encrypted);
        assertThatThrownBy(() -> session.decrypt(encrypted.slice(0, 20))).isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> session.decrypt(Bytes.EMPTY)).isInstanceOf(MalformedMessage.class);
        assertThat(other.macFits(encrypted, session.mac(encrypted))).isFalse();
        assertThat(session.macFits(encrypted, session.mac(encrypted))).isTrue();
        assertThat(session.macFits(encrypted, Bytes.EMPTY)).isFalse();
    }

    @Test
    void macIsHmacSha256UnderTheWholeKey() {
        Session session = sessions.open(Secret.utf8("0123456789abcdef"), Optional.empty(), 0);

        assertThat(session.mac(Bytes.utf8("what do ya want for nothing?")).hex())
                .isEqualTo("e9265dc1bf18d4ec36915d9e82226c7ea0fa4e7f8077f611515bd5e29ec9988c");
    }

    @Test
    void sessionSpeaksOnlyForTheIdentityItWasSetUpFor() {
        Session session = open(ADMIN);
        Reference stranger = Reference.known(300, "0.NA/99.1");

        session.prove(stranger, stranger);
        assertThat(session.identity()).isEmpty();

        session.prove(ADMIN, ADMIN);
        assertThat(session.identity()).contains(ADMIN);
    }

    @Test
    void idleSessionEndsAfterTheWishedTime() {
        Session session = sessions.open(KEY, Optional.empty(), 60);

        clock.pass(Duration.ofSeconds(60));
        assertThat(sessions.find(session.id())).contains(session);
        clock.pass(Duration.ofSeconds(61));
        assertThat(sessions.find(session.id())).isEmpty();
        assertThat(sessions.size()).isZero();
    }

    @Test
    void sessionThatWaitsForItsKeyTakesOne() {
        int id = sessions.await(Optional.of(ADMIN), 60);
        assertThat(sessions.waits(id)).isTrue();
        assertThat(sessions.find(id)).isEmpty();

        Session completed = sessions.complete(id, () -> KEY).orElseThrow();

        assertThat(completed.id()).isEqualTo(id);
        assertThat(sessions.find(id)).contains(completed);
        assertThat(sessions.waits(id)).isFalse();
        assertThat(sessions.complete(id, SessionTest::noKey)).isEmpty();
        completed.prove(ADMIN, ADMIN);
        assertThat(completed.identity()).contains(ADMIN);
        clock.pass(Duration.ofSeconds(61));
        assertThat(sessions.find(id)).isEmpty();
    }

    @Test
    void ofTwoKeysSentAtOnceOneIsTaken() {
        int id = sessions.await(Optional.empty(), 0);

        Optional<Session> slower = sessions.complete(id, () -> {
            assertThat(sessions.complete(id, () -> KEY)).isPresent();
            return Secret.utf8("another key of 32 bytes ........");
        });

        assertThat(slower).isEmpty();
    }

    @Test
    void sessionWaitsNoLongerForBeingAskedFor() {
        int id = sessions.await(Optional.of(ADMIN), 0);

        clock.pass(Sessions.LONGEST_WAIT);
        assertThat(sessions.waits(id)).isTrue();
        clock.pass(Duration.ofMillis(1));

        assertThat(sessions.waits(id)).isFalse();
        assertThat(sessions.complete(id, SessionTest::noKey)).isEmpty();
        assertThat(sessions.size()).isZero();
    }

    @Test
    void waitingSessionsStayWithinTheBounds() {
        Session proven = open(ADMIN);
        proven.prove(ADMIN, ADMIN);

        for (int i = 0; i < 1000; i++) {
            sessions.await(Optional.of(ADMIN), 0);
        }

        assertThat(sessions.size()).isEqualTo(3);
        assertThat(sessions.find(proven.id())).contains(proven);
    }

    @Test
    void nobodyGetsMoreThanADay() {
        Session greedy = sessions.open(KEY, Optional.empty(), -1);

        clock.pass(Duration.ofHours(25));

        assertThat(sessions.find(greedy.id())).isEmpty();
    }

    @Test
    void fullTableEndsTheUnprovenSessionIdleLongest() {
        Session proven = open(ADMIN);
        proven.prove(ADMIN, ADMIN);
        clock.pass(Duration.ofSeconds(1));
        Session used = open(ADMIN);
        Session idle = open(ADMIN);
        clock.pass(Duration.ofSeconds(1));
        sessions.find(used.id());

        Session fresh = open(ADMIN);

        assertThat(sessions.find(idle.id())).isEmpty();
        assertThat(sessions.find(proven.id())).contains(proven);
        assertThat(sessions.find(used.id())).contains(used);
        assertThat(sessions.find(fresh.id())).contains(fresh);
    }

    @Test
    void floodOfSessionsLeavesTheProvenOnesAndStaysWithinBounds() {
        Sessions crowded = new Sessions(1000, clock, new SecureRandom());
        List<Session> proven = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Session session = crowded.open(KEY, Optional.of(ADMIN), 0);
            session.prove(ADMIN, ADMIN);
            proven.add(session);
        }

        for (int i = 0; i < 20_000; i++) {
            crowded.open(KEY, Optional.empty(), 0);
        }

        assertThat(crowded.size()).isEqualTo(1000);
        assertThat(proven)
                .allSatisfy(session -> assertThat(crowded.find(session.id())).isPresent());
    }

    @Test
    void idsAreEvenAndPositive() {
        assertThat(open(ADMIN).id()).isPositive().isEven();
    }

    @Test
    void eachCounterIsAdmittedOnceInAnyOrder() {
        ReplayWindow window = new ReplayWindow();
        BitSet seen = new BitSet();
        long seed = 42;
        Random random = new Random(seed);

        for (int i = 1; i < 20_000; i++) {
            int counter = Math.max(1, i / 4 + random.nextInt(100) - 50);
            assertThat(window.admit(counter)).as("seed %d step %d", seed, i).isEqualTo(!seen.get(counter));
            seen.set(counter);
        }
    }

    @Test
    void counterThatIsTooOldOrImpossibleIsRefused() {
        ReplayWindow window = new ReplayWindow();

        assertThat(window.admit(0)).isFalse();
        assertThat(window.admit(-1)).isFalse();
        assertThat(window.admit(1)).isTrue();
        assertThat(window.admit(1000)).isTrue();
        assertThat(window.admit(1000 - ReplayWindow.SIZE)).isFalse();
        assertThat(window.admit(1000 - ReplayWindow.SIZE + 1)).isTrue();
        assertThat(window.admit(Integer.MAX_VALUE)).isTrue();
        assertThat(window.admit(Integer.MAX_VALUE - 1)).isTrue();
        assertThat(window.admit(Integer.MAX_VALUE)).isFalse();
    }

    private static Secret noKey() {
        throw new AssertionError("nobody may ask for the key");
    }

    private Session open(Reference claimed) {
        return sessions.open(KEY, Optional.of(claimed), 0);
    }
}
