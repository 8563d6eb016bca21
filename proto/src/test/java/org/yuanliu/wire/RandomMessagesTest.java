package org.yuanliu.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Request;

/** Whatever we write we read; whatever else comes is a message or a {@link MalformedMessage}, and costs little memory. */
class RandomMessagesTest {
    private static final int MUTATIONS = 150_000;
    private static final int[] AWKWARD = {0, 1, 4, 0x7F, 0x80, 0xFF, '/'};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyRequestSurvives(long seed) throws Exception {
        for (int round = 0; round < 200; round++) {
            MessageSamples samples = new MessageSamples(1000 * seed + round);
            for (Request request : samples.requests()) {
                Message sent = RequestCodec.write(samples.envelope(), samples.header(), request);

                Message received = MessageCodec.read(sent.bytes());

                assertThat(received).as("seed %d round %d", seed, round).isEqualTo(sent);
                assertThat(RequestCodec.read(received)).isEqualTo(request);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyResponseSurvives(long seed) throws Exception {
        for (int round = 0; round < 200; round++) {
            MessageSamples samples = new MessageSamples(1000 * seed + round);
            for (MessageSamples.Answer answer : samples.responses()) {
                Message sent = ResponseCodec.write(frame(samples, answer), answer.response());

                Message received = MessageCodec.read(sent.bytes());

                assertThat(received).as("seed %d round %d", seed, round).isEqualTo(sent);
                assertThat(ResponseCodec.read(received)).isEqualTo(answer.response());
            }
        }
    }

    @Test
    void everyDigestAndCredentialSurvives() throws Exception {
        for (int seed = 0; seed < 500; seed++) {
            MessageSamples samples = new MessageSamples(seed);
            Credential credential = samples.credential();
            MessageSamples.Answer answer = samples.responses().get(0);
            ResponseFrame frame = frame(samples, answer);

            Message received = MessageCodec.read(ResponseCodec.write(frame, answer.response())
                    .with(credential)
                    .bytes());

            assertThat(received.credential()).as("seed %d", seed).contains(credential);
            assertThat(ResponseCodec.digest(received)).isEqualTo(frame.digest());
            assertThat(ResponseCodec.read(received)).isEqualTo(answer.response());
        }
    }

    private static ResponseFrame frame(MessageSamples samples, MessageSamples.Answer answer) {
        ResponseFrame plain = new ResponseFrame(
                samples.envelopeOfResponse(),
                samples.header().withOp(answer.op().code()),
                Optional.empty());
        return samples.digest().map(plain::with).orElse(plain);
    }

    @ParameterizedTest
    @ValueSource(longs = {20261124})
    void damagedMessageIsAMessageOrMalformed(long seed) {
        Random random = new Random(seed);
        List<Bytes> messages = samples(seed);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            Bytes damaged = damage(messages.get(random.nextInt(messages.size())), random);
            refused += isRefused(damaged, i) ? 1 : 0;
        }

        assertThat(refused).as("seed %d", seed).isBetween(MUTATIONS / 4, MUTATIONS - 1000);
    }

    @ParameterizedTest
    @ValueSource(longs = {7})
    void damagedMessageAllocatesLittle(long seed) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Random random = new Random(seed);
        List<Bytes> messages = samples(seed);
        messages.forEach(message -> isRefused(damage(message, random), -1));
        for (int i = 0; i < 20_000; i++) {
            Bytes damaged = damage(messages.get(random.nextInt(messages.size())), random);

            long before = threads.getCurrentThreadAllocatedBytes();
            isRefused(damaged, i);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;

            assertThat(allocated)
                    .as("seed %d, message %d: %s", seed, i, damaged)
                    .isLessThan(16_384 + 64L * damaged.length());
        }
    }

    private static List<Bytes> samples(long seed) {
        List<Bytes> messages = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            MessageSamples samples = new MessageSamples(seed + round);
            for (Request request : samples.requests()) {
                messages.add(RequestCodec.write(samples.envelope(), samples.header(), request)
                        .with(samples.credential())
                        .bytes());
            }
            for (MessageSamples.Answer answer : samples.responses()) {
                messages.add(ResponseCodec.write(frame(samples, answer), answer.response())
                        .bytes());
            }
        }
        return messages;
    }

    /** Changes a byte or a length, cuts the end, or adds to it; half of the time the envelope's length is made to fit. */
    private static Bytes damage(Bytes message, Random random) {
        byte[] bytes = message.toArray();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : AWKWARD[random.nextInt(AWKWARD.length)]);
        }
        Bytes damaged = Bytes.wrap(bytes);
        if (random.nextInt(3) == 0) {
            damaged = damaged.slice(0, random.nextInt(bytes.length));
        } else if (random.nextInt(4) == 0) {
            damaged = damaged.concat(Bytes.wrap(new byte[random.nextInt(40)]));
        }
        return random.nextBoolean() || damaged.length() < Envelope.BYTES ? damaged : fitted(damaged);
    }

    private static Bytes fitted(Bytes message) {
        byte[] bytes = message.toArray();
        int length = bytes.length - Envelope.BYTES;
        bytes[16] = (byte) (length >> 24);
        bytes[17] = (byte) (length >> 16);
        bytes[18] = (byte) (length >> 8);
        bytes[19] = (byte) length;
        return Bytes.wrap(bytes);
    }

    private static boolean isRefused(Bytes bytes, int number) {
        try {
            Message message = MessageCodec.read(bytes);
            message.credential();
            if (message.header().responseCode() == 0) {
                RequestCodec.read(message);
            } else {
                ResponseCodec.read(message);
                ResponseCodec.digest(message);
            }
            return false;
        } catch (MalformedMessage expected) {
            return true;
        } catch (RuntimeException e) {
            return fail("message " + number + ": " + bytes, e);
        }
    }
}
