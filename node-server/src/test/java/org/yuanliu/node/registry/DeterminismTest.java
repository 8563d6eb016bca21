package org.yuanliu.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yuanliu.node.registry.RegistryFixture.OPERATOR;
import static org.yuanliu.node.registry.RegistryFixture.STEELWORKS;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yuanliu.node.ledger.Replay;
import org.yuanliu.node.ledger.StateMachine;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.MemoryStore;
import org.yuanliu.node.store.Store;

class DeterminismTest {
    private static final long SEED = 20261124;
    private static final int CHANGES = 3000;

    @Test
    void sameCommandsGiveTheSameBytes() {
        Store one = filled();
        Store other = filled();

        for (Family family : Family.values()) {
            assertThat(StoreDump.of(one, family))
                    .as("%s, seed %d", family, SEED)
                    .isEqualTo(StoreDump.of(other, family));
        }
    }

    @Test
    void changeLogRebuildsTheStore() {
        Store original = filled();
        Store rebuilt = new MemoryStore();

        long replayed = Replay.into(rebuilt, original, new StateMachine(new Rules()), progress -> {});

        assertThat(replayed).isGreaterThan(1000);
        for (Family family : Family.values()) {
            assertThat(StoreDump.of(rebuilt, family)).as(family.name()).isEqualTo(StoreDump.of(original, family));
        }
        RegistryFixture.assertSound(rebuilt);
    }

    private static Store filled() {
        Store store = new MemoryStore();
        RandomChanges changes = new RandomChanges(SEED);
        try (RegistryFixture node = new RegistryFixture(store)) {
            for (int i = 0; i < CHANGES; i++) {
                node.clock.advance(Duration.ofSeconds(77));
                Optional<String> requestId = i % 3 == 0 ? Optional.of("r" + i % 50) : Optional.empty();
                node.change(changes.next(), i % 2 == 0 ? STEELWORKS : OPERATOR, requestId);
                if (i % 5 == 0) {
                    // Some come out of order, some twice, and most in their turn.
                    node.submit(changes.nextParcel("mes", 1 + i / 5 - (i % 11 == 0 ? 1 : 0)), STEELWORKS);
                    node.submit(changes.nextParcel("s" + i, 1), STEELWORKS);
                }
            }
        }
        return store;
    }
}
