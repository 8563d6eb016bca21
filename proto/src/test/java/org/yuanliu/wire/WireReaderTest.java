package org.yuanliu.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;

class WireReaderTest {

    @Test
    void fieldsComeBackInTheirOrder() throws Exception {
        Bytes written = new WireWriter(1)
                .u1(0xFE)
                .u2(0xFEDC)
                .u4(-2)
                .u8(0x0123456789ABCDEFL)
                .str("\u6e90\u6d41")
                .integers(List.of(1, 2))
                .take();
        WireReader in = new WireReader(written);

        assertThat(in.u1()).isEqualTo(0xFE);
        assertThat(in.u2()).isEqualTo(0xFEDC);
        assertThat(in.u4()).isEqualTo(-2);
        assertThat(in.u8()).isEqualTo(0x0123456789ABCDEFL);
        assertThat(in.str()).isEqualTo("\u6e90\u6d41");
        assertThat(in.integers()).containsExactly(1, 2);
        in.end();
    }

    @Test
    void countThatTheBytesLeftCannotHoldIsNotBelieved() throws Exception {
        WireReader in = new WireReader(Bytes.hex("00000003" + "00".repeat(8)));

        assertThatThrownBy(() -> in.count(4)).isInstanceOf(MalformedMessage.class);
        assertThat(new WireReader(Bytes.hex("00000002" + "00".repeat(8))).count(4))
                .isEqualTo(2);
    }

    @Test
    void negativeLengthIsNotBelieved() {
        WireReader in = new WireReader(Bytes.hex("ffffffff00"));

        assertThatThrownBy(in::bytes).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void textThatIsNoUtf8IsRefusedButTheReplacementCharacterItselfIsNot() throws Exception {
        assertThat(new WireReader(Bytes.hex("00000003efbfbd")).str()).isEqualTo("\uFFFD");
        assertThatThrownBy(() -> new WireReader(Bytes.hex("00000002c328")).str())
                .isInstanceOf(MalformedMessage.class);
    }

    @Test
    void leftoversAreAnErrorUnlessTheyAreTheToleratedZeros() throws Exception {
        new WireReader(Bytes.hex("0000")).endAfterZeros(2);
        new WireReader(Bytes.EMPTY).endAfterZeros(2);

        assertThatThrownBy(() -> new WireReader(Bytes.hex("000000")).endAfterZeros(2))
                .isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> new WireReader(Bytes.hex("0001")).endAfterZeros(2))
                .isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> new WireReader(Bytes.hex("00")).end()).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void writerIsUsedAgainWithoutTouchingWhatWasTaken() {
        WireWriter out = new WireWriter();

        Bytes first = out.u4(1).take();
        Bytes second = out.u4(2).toBytes();
        out.reset().u4(3).patch(0, 4);

        assertThat(first.hex()).isEqualTo("00000001");
        assertThat(second.hex()).isEqualTo("00000002");
        assertThat(out.toBytes().hex()).isEqualTo("00000004");
        assertThat(Bytes.copyOf(out.array(), 0, out.size()).hex()).isEqualTo("00000004");
    }

    @Test
    void patchOutsideWhatWasWrittenIsRefused() {
        WireWriter out = new WireWriter().u4(1);

        assertThatThrownBy(() -> out.patch(1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> out.patch(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
