package org.yuanliu.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Bytes;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.MessageCodec;

class FrameReaderTest {
    private static final long SEED = 20_261_124;

    private final FrameReader reader = new FrameReader();

    @Test
    void messagesComeOutAsTheyWentInHoweverTheStreamIsCut() {
        Random random = new Random(SEED);
        List<Bytes> sent = new ArrayList<>();
        ByteBuf stream = Unpooled.buffer();
        for (int i = 0; i < 500; i++) {
            Bytes message = Messages.request(i, 44, 1, random.nextInt(random.nextInt(20) == 0 ? 100_000 : 300));
            sent.add(message);
            stream.writeBytes(message.toArray());
        }

        List<Bytes> received = new ArrayList<>();
        while (stream.isReadable()) {
            int step = Math.min(stream.readableBytes(), 1 + random.nextInt(random.nextBoolean() ? 30 : 3000));
            ByteBuf piece = stream.readSlice(step);
            while (piece.isReadable()) {
                if (reader.fill(piece)) {
                    received.add(reader.take());
                }
            }
        }

        assertThat(received).as("seed %d", SEED).isEqualTo(sent);
        assertThat(reader.begun()).isFalse();
    }

    @Test
    void declaredLengthAloneCostsNothing() {
        Bytes message = Messages.request(1, 44, 1, 200_000);

        boolean whole = reader.fill(Unpooled.wrappedBuffer(message.slice(0, 100).toArray()));

        assertThat(whole).isFalse();
        assertThat(reader.held()).isLessThanOrEqualTo(200);
    }

    @Test
    void largestMessageIsTaken() {
        Bytes message = Messages.request(1, 44, 1, MessageCodec.MAX_LENGTH - 32);

        assertThat(reader.fill(Unpooled.wrappedBuffer(message.toArray()))).isTrue();
        assertThat(reader.take()).isEqualTo(message);
        assertThat(reader.broken()).isFalse();
    }

    @Test
    void impossibleLengthEndsAtTheEnvelope() {
        for (int length : new int[] {MessageCodec.MAX_LENGTH + 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            FrameReader fresh = new FrameReader();
            ByteBuf in =
                    Unpooled.wrappedBuffer(Messages.request(7, 44).toArray()).setInt(16, length);

            assertThat(fresh.fill(in)).isTrue();
            assertThat(fresh.broken()).isTrue();
            assertThat(fresh.take().length()).isEqualTo(Envelope.BYTES);
        }
    }

    @Test
    void messageWithoutContentIsOnlyItsEnvelope() {
        ByteBuf in = Unpooled.wrappedBuffer(Messages.request(7, 44).slice(0, 20).toArray())
                .setInt(16, 0);

        assertThat(reader.fill(in)).isTrue();
        assertThat(reader.broken()).isFalse();
        assertThat(reader.take().length()).isEqualTo(Envelope.BYTES);
    }
}
