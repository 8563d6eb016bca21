package org.yuanliu.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;

class EnvelopeTest {

    @ParameterizedTest
    @CsvSource({
        // message version, suggested version, answered in
        "2, 11, 2, 11, 2.11",
        "2, 3, 2, 10, 2.10",
        "2, 10, 2, 11, 2.11",
        "3, 0, 3, 0, 2.11",
        "2, 11, 3, 1, 2.11",
        "3, 0, 2, 7, 2.7",
        "2, 3, 0, 0, 2.3",
        "9, 0, 0, 0, 2.11",
        "1, 0, 1, 0, 2.0",
        "5, 0, 0, 0, 2.0"
    })
    void answerIsInTheBestVersionThatBothSpeak(int major, int minor, int suggested, int suggestedMinor, String answer)
            throws Exception {
        Bytes bytes = Bytes.hex(
                "%02x%02x%02x%02x".formatted(major, minor, suggested, suggestedMinor) + "00".repeat(12) + "00000018");

        Envelope envelope = Envelope.read(bytes);

        assertThat(ProtocolVersion.answering(envelope)).hasToString(answer);
    }

    @Test
    void envelopesOfTheReferenceServerAreReadAndWrittenAgain() throws Exception {
        for (String name : new String[] {
            "l08-answer-to-3.0-envelope", "l09-udp-envelope", "l10-fragment-0", "l10-fragment-1", "l11-http-envelope"
        }) {
            Bytes bytes = Vector.bytes(name);
            WireWriter out = new WireWriter();

            Envelope envelope = Envelope.read(bytes);
            envelope.write(out);

            assertThat(out.toBytes()).as(name).isEqualTo(bytes);
            assertThat(envelope.version()).isEqualTo(ProtocolVersion.OWN);
        }
    }

    @Test
    void fragmentCarriesItsNumberAndTheWholeLength() throws Exception {
        Envelope second = Envelope.read(Vector.bytes("l10-fragment-1"));

        assertThat(second.has(Envelope.TRUNCATED)).isTrue();
        assertThat(second.sequence()).isEqualTo(1);
        assertThat(second.length()).isEqualTo(837);
        assertThat(second.suggested()).isEqualTo(ProtocolVersion.OWN);
    }

    @ParameterizedTest
    @CsvSource({"00000017", "ffffffff", "80000000", "00040001"})
    void impossibleLengthIsRefused(String length) throws Exception {
        Envelope envelope = Envelope.read(Bytes.hex("020b020b" + "00".repeat(12) + length));

        assertThatThrownBy(() -> MessageCodec.checkLength(envelope, MessageCodec.MAX_LENGTH))
                .isInstanceOf(MalformedMessage.class);
    }

    @Test
    void nineteenBytesAreNoEnvelope() {
        assertThatThrownBy(() -> Envelope.read(Bytes.wrap(new byte[19]))).isInstanceOf(MalformedMessage.class);
    }
}
