package org.yuanliu.node.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class QuietLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(QuietLogTest.class);
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final QuietLog log = new QuietLog(logger, nanos::get);

    @BeforeEach
    void listen() {
        written.start();
        logger.addAppender(written);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(written);
    }

    @Test
    void oneLineAMinuteTellsHowManyWereLeftOut() {
        for (int i = 0; i < 328; i++) {
            log.error("cannot write: {}", "full " + i);
        }
        pass(QuietLog.PERIOD);
        log.error("cannot write: {}", "still full");
        pass(QuietLog.PERIOD);
        log.error("cannot write: {}", "for ever full");

        assertThat(lines())
                .containsExactly(
                        "cannot write: full 0",
                        "cannot write: still full (and 327 more since the last such line)",
                        "cannot write: for ever full");
    }

    @Test
    void everyKindHasAMinuteOfItsOwn() {
        log.warn("first {}", 1);
        log.warn("second {}", 1);
        log.warn("first {}", 2);

        assertThat(lines()).containsExactly("first 1", "second 1");
    }

    @Test
    void whatAPeerSaysCannotBeginALineOrFillTheDisk() {
        log.warn("from a peer: {}", "a\nERROR forged\r\u0000" + "x".repeat(10_000));

        assertThat(lines().get(0)).startsWith("from a peer: a?ERROR forged??x").hasSizeLessThan(600);
    }

    @Test
    void faultOfOursKeepsItsTrace() {
        log.error("a {} failed", "thing", new IllegalStateException("a bug"));

        assertThat(written.list.get(0).getThrowableProxy().getMessage()).isEqualTo("a bug");
    }

    @Test
    void faultOfAPeerIsCountedAndHasNone() {
        Logger malformedLog = (Logger) LoggerFactory.getLogger(Malformed.class);
        malformedLog.addAppender(written);
        Malformed malformed = new Malformed("a test");

        for (int i = 0; i < 10; i++) {
            malformed.note("10.0.0.1", new IllegalStateException("noise " + i));
        }
        malformedLog.detachAppender(written);

        assertThat(malformed.count()).isEqualTo(10);
        assertThat(lines())
                .containsExactly("What cannot be read came over a test, from 10.0.0.1: "
                        + "java.lang.IllegalStateException: noise 0");
        assertThat(written.list.get(0).getThrowableProxy()).isNull();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private List<String> lines() {
        return written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
