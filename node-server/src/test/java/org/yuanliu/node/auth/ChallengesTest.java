package org.yuanliu.node.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.auth.Challenges.Challenge;

class ChallengesTest {
    private static final Bytes DIGEST = Bytes.utf8("digest");

    private final HandClock clock = new HandClock();
    private final Challenges<String> challenges = new Challenges<>(64, 100_000, clock, new SecureRandom());

    @Test
    void openChallengeIsTakenOnce() throws Exception {
        Challenge<String> opened = open(1, "create X");

        assertThat(challenges.take(opened.id())).contains(opened);
        assertThat(challenges.take(opened.id())).isEmpty();
    }

    @Test
    void idsAreOddAndPositiveAndNoncesDiffer() throws Exception {
        Challenge<String> first = open(1, "a");
        Challenge<String> second = open(1, "b");

        assertThat(first.id()).isPositive().isOdd();
        assertThat(first.id()).isNotEqualTo(second.id());
        assertThat(first.nonce().length()).isEqualTo(16);
        assertThat(first.nonce()).isNotEqualTo(second.nonce());
    }

    @Test
    void challengeExpiresAfterSixtySeconds() throws Exception {
        Challenge<String> inTime = open(1, "in time");
        Challenge<String> late = open(1, "late");

        clock.pass(Duration.ofMillis(59_999));
        assertThat(challenges.take(inTime.id())).isPresent();

        clock.pass(Duration.ofMillis(1));
        assertThat(challenges.take(late.id())).isEmpty();
        assertThat(challenges.size()).isZero();
    }

    @Test
    void oneSourceMayHoldOnlyItsShare() throws Exception {
        for (int i = 0; i < 4; i++) {
            open(1, "mine");
        }

        assertThat(challenges.open(source(1), DIGEST, "one too many", 0)).isEmpty();
        assertThat(challenges.open(source(2), DIGEST, "someone else", 0)).isPresent();
    }

    @Test
    void oneSourceMayHoldOnlyItsShareOfBytes() throws Exception {
        challenges.open(source(1), DIGEST, "large, but the only one", 50_000).orElseThrow();
        Challenge<String> other = open(2, "someone else");

        assertThat(challenges.open(source(1), DIGEST, "one more", 50_000)).isEmpty();
        assertThat(challenges.take(other.id())).isPresent();
    }

    @Test
    void answeredChallengesFreeTheShare() throws Exception {
        for (int i = 0; i < 100; i++) {
            Challenge<String> opened = open(1, "quick");
            challenges.take(opened.id());
        }

        assertThat(challenges.size()).isZero();
    }

    @Test
    void fullTableLetsTheOldestGo() throws Exception {
        Challenge<String> oldest = open(0, "oldest");
        for (int i = 1; i <= 64; i++) {
            open(i, "flood");
        }

        assertThat(challenges.take(oldest.id())).isEmpty();
        assertThat(challenges.size()).isEqualTo(64);
    }

    @Test
    void rememberedMessagesAreBoundedInBytes() throws Exception {
        Challenge<String> oldest =
                challenges.open(source(1), DIGEST, "60 kB", 60_000).orElseThrow();
        Challenge<String> next =
                challenges.open(source(2), DIGEST, "60 kB", 60_000).orElseThrow();

        assertThat(challenges.take(oldest.id())).isEmpty();
        assertThat(challenges.take(next.id())).isPresent();
    }

    private Challenge<String> open(int from, String asked) throws Exception {
        return challenges.open(source(from), DIGEST, asked, asked.length()).orElseThrow();
    }

    private static InetAddress source(int number) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) number});
    }
}
