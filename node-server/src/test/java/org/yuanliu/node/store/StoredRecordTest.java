package org.yuanliu.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Permissions;

class StoredRecordTest {
    private static final Element URL = Element.of(2, "URL", "a");
    private static final Element NOTE = Element.of(1, new ElementType("N"), Bytes.utf8("b"), Permissions.HIDDEN);

    /** Bytes that are in stores: a test that has to change means a new format. */
    private static final Bytes STORED = Bytes.hex(
            "01" + "0000000000000003" + "0000000000000004" + "0000000000000005" + "00000001" + "0000001e" + "00000001"
                    + "00000002" + "00000000" + "00" + "00015180" + "0e" + "00000003" + "55524c" + "00000001" + "61"
                    + "00000000"
                    + "00000001" + "00000000" + "00" + "00015180" + "0c" + "00000001" + "4e" + "00000001" + "62"
                    + "00000000");

    @Test
    void recordHasTheDocumentedBytes() {
        assertThat(StoredRecord.of(3, 4, 5, List.of(NOTE, URL)).bytes()).isEqualTo(STORED);
    }

    @Test
    void readingGivesBackWhatWasWritten() {
        StoredRecord record = StoredRecord.read(STORED);

        assertThat(record).isEqualTo(new StoredRecord(3, 4, 5, Elements.of(List.of(URL)), Elements.of(List.of(NOTE))));
        assertThat(record.elements()).containsExactly(NOTE, URL);
    }

    @Test
    void elementsAreSortedWithinTheirPart() {
        StoredRecord record = StoredRecord.of(1, 1, 1, List.of(Element.of(9, "A", ""), Element.of(4, "B", "")));

        assertThat(record.open().list()).extracting(Element::index).containsExactly(4, 9);
    }

    @Test
    void recordWithoutElementsIsPossible() {
        StoredRecord empty = StoredRecord.of(1, 2, 3, List.of());

        assertThat(StoredRecord.read(empty.bytes())).isEqualTo(empty);
    }

    @Test
    void unknownFormatIsRefused() {
        assertThatThrownBy(() -> StoredRecord.read(Bytes.hex("02")))
                .isInstanceOf(StoreFailure.class)
                .hasMessage("a record is stored in format 2, this version reads format 1");
        assertThatThrownBy(() -> StoredRecord.read(Bytes.EMPTY)).isInstanceOf(StoreFailure.class);
    }

    @Test
    void truncatedHeaderIsRefused() {
        for (int length = 0; length < 37; length++) {
            Bytes part = STORED.slice(0, length);
            assertThatThrownBy(() -> StoredRecord.read(part)).isInstanceOf(StoreFailure.class);
        }
    }

    @Test
    void damagedHeaderIsReadOrRefused() {
        long seed = 37;
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = STORED.toArray();
            damaged[random.nextInt(37)] ^= (byte) (1 << random.nextInt(8));
            try {
                StoredRecord record = StoredRecord.read(Bytes.wrap(damaged));
                assertThat(record.open().bytes().length()
                                + record.hidden().bytes().length())
                        .as("seed %d, round %d", seed, i)
                        .isEqualTo(STORED.length() - 37);
            } catch (StoreFailure e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }
}
