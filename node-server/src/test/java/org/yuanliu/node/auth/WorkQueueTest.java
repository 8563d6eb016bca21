package org.yuanliu.node.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;

class WorkQueueTest {
    private final Queue<Runnable> pool = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final List<Problem> failed = new ArrayList<>();
    private final WorkQueue queue = new WorkQueue(pool::add);

    @Test
    void whoBringsManyTasksDelaysAnotherByFew() throws Exception {
        for (int i = 0; i < 1000; i++) {
            bring("10.0.0.1", "many");
        }
        bring("10.0.0.2", "one");

        runAll();

        assertThat(done).hasSize(1001);
        assertThat(done.indexOf("one")).isEqualTo(1);
    }

    @Test
    void networkOfIpv6CountsAsOneSource() throws Exception {
        for (int i = 0; i < 1000; i++) {
            bring("2001:db8:0:1::" + Integer.toHexString(i), "many");
        }
        bring("2001:db8:0:2::1", "one");

        runAll();

        assertThat(done.indexOf("one")).isEqualTo(1);
    }

    @Test
    void oneSourceCannotTakeAllThePlaces() throws Exception {
        for (int i = 0; i < 4096; i++) {
            bring("10.0.0.1", "many");
        }
        bring("10.0.0.2", "one");

        assertThat(failed).hasSize(4096 - 1024).allMatch(problem -> problem.reason() == Reason.TOO_BUSY);
        runAll();
        assertThat(done).hasSize(1025).contains("one");
    }

    @Test
    void poolHoldsFewOfTheTasksAtATime() throws Exception {
        for (int i = 0; i < 1000; i++) {
            bring("10.0.0." + i % 200, "task");
        }

        assertThat(pool)
                .hasSizeLessThanOrEqualTo(Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    @Test
    void somebodyHearsOfItWhenTakingTheResultFails() throws Exception {
        queue.run(
                InetAddress.getByName("10.0.0.1"),
                () -> 1,
                result -> {
                    throw new IllegalStateException("a bug");
                },
                failed::add);
        queue.run(
                InetAddress.getByName("10.0.0.1"),
                () -> {
                    throw new IllegalStateException("a bug");
                },
                result -> done.add("never"),
                failed::add);
        bring("10.0.0.1", "next");

        runAll();

        assertThat(failed).extracting(Problem::reason).containsExactly(Reason.INTERNAL_ERROR, Reason.INTERNAL_ERROR);
        assertThat(done).containsExactly("next");
    }

    @Test
    void fullPoolIsToldAndTriedAgainForTheNext() throws Exception {
        List<Runnable> taken = new ArrayList<>();
        boolean[] full = {true};
        WorkQueue rejecting = new WorkQueue(task -> {
            if (full[0]) {
                throw new RejectedExecutionException();
            }
            taken.add(task);
        });
        InetAddress source = InetAddress.getByName("10.0.0.1");
        rejecting.run(source, () -> "lost", done::add, failed::add);
        full[0] = false;
        rejecting.run(source, () -> "kept", done::add, failed::add);
        full[0] = true;
        rejecting.run(source, () -> "kept, too", done::add, failed::add);

        taken.get(0).run();

        assertThat(failed).extracting(Problem::reason).containsExactly(Reason.TOO_BUSY);
        assertThat(done).containsExactly("kept", "kept, too");
    }

    private void bring(String source, String task) throws Exception {
        queue.run(InetAddress.getByName(source), () -> task, done::add, failed::add);
    }

    private void runAll() {
        for (Runnable task = pool.poll(); task != null; task = pool.poll()) {
            task.run();
        }
    }
}
