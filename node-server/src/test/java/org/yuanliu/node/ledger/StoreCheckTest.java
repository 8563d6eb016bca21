package org.yuanliu.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yuanliu.node.registry.RegistryFixture.OPERATOR;
import static org.yuanliu.node.registry.RegistryFixture.STEELWORKS;
import static org.yuanliu.node.registry.RegistryFixture.url;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Request;
import org.yuanliu.node.registry.RegistryFixture;
import org.yuanliu.node.store.Batch;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.MemoryStore;
import org.yuanliu.node.store.StoredRecord;

/** A small sound store, and what is said when one thing in it is wrong. */
class StoreCheckTest {
    private static final Identifier BATCH = Identifier.known("88.118.8/3130.Q355B.20261124.H26B04521-03");
    private static final Identifier SCRAPPED = Identifier.known("88.118.8/scrapped");
    private static final Element SECRET =
            Element.of(7, new ElementType("NOTE"), Bytes.utf8("for us"), Permissions.HIDDEN);

    private final MemoryStore store = new MemoryStore();
    private final RegistryFixture fixture = new RegistryFixture(store);

    @BeforeEach
    void fill() {
        var create = new Request.Create(BATCH, List.of(url(2, "https://mill.example/2"), SECRET), false, false);
        fixture.change(create, STEELWORKS, Optional.of("r1"));
        fixture.change(new Request.AddElements(BATCH, List.of(url(3, "https://mill.example/3")), false), STEELWORKS);
        fixture.change(
                new Request.Create(SCRAPPED, List.of(url(1, "https://mill.example/1")), false, true), STEELWORKS);
        fixture.change(
                new Request.Create(SCRAPPED, List.of(url(1, "https://mill.example/1")), false, false), STEELWORKS);
        fixture.change(new Request.Delete(SCRAPPED), STEELWORKS, Optional.of("r2"));
        fixture.change(new Request.HomePrefix(Identifier.known("88.118.9")), OPERATOR);
    }

    @AfterEach
    void close() {
        fixture.close();
        store.close();
    }

    @Test
    void soundStoreHasNoFindings() {
        StoreCheck.Report report = StoreCheck.of(store);

        assertThat(report.findings()).isEmpty();
        assertThat(report.sound()).isTrue();
        assertThat(report.entries())
                .containsEntry(Family.RECORDS, 4L)
                .containsEntry(Family.DELETED, 1L)
                .containsEntry(Family.HISTORY, 7L)
                .containsEntry(Family.CHANGES, 8L)
                .containsEntry(Family.PREFIXES, 3L)
                .containsEntry(Family.ANSWERS, 4L);
    }

    @Test
    void emptyStoreIsSound() {
        assertThat(StoreCheck.of(new MemoryStore()).findings()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void faultIsFound(String finding, Batch fault) {
        store.commit(fault);

        assertThat(StoreCheck.of(store).findings())
                .anySatisfy(said -> assertThat(said).startsWith(finding));
    }

    @Test
    void manyFaultsOfAKindAreOneFinding() {
        for (int i = 100; i < 200; i++) {
            store.commit(put(Family.CHANGES, Keys.change(2L * i), Bytes.EMPTY));
        }

        assertThat(StoreCheck.of(store).findings()).contains("The change log has a gap: 100 times, first before 200.");
    }

    static Stream<Arguments> faults() {
        Bytes change3 = Keys.change(3);
        return Stream.of(
                Arguments.of("An entry of records cannot be read", put(Family.RECORDS, BATCH.key(), Bytes.hex("02"))),
                Arguments.of("An entry of records cannot be read", record(BATCH, brokenElements())),
                Arguments.of("An entry of records cannot be read", put(Family.RECORDS, Bytes.utf8("lower/a"), sound())),
                Arguments.of("A record's elements are out of order", record(BATCH, reversed())),
                Arguments.of("A hidden element is among the public ones", record(BATCH, swapped())),
                Arguments.of("A public element is among the hidden ones", record(BATCH, swapped())),
                Arguments.of("A record is not what its history says last", put(Family.RECORDS, BATCH.key(), sound())),
                Arguments.of("A record is not what its history says last", delete(Family.RECORDS, BATCH.key())),
                Arguments.of(
                        "A record is not what its history says last",
                        put(Family.RECORDS, Bytes.utf8("88.118.8/NOBODY"), sound())),
                Arguments.of("A deletion is not what a history says last", delete(Family.DELETED, SCRAPPED.key())),
                Arguments.of(
                        "A deletion is not what a history says last", put(Family.DELETED, BATCH.key(), Keys.number(2))),
                Arguments.of("A history entry has no entry in the change log", delete(Family.CHANGES, change3)),
                Arguments.of("The change log has a gap", delete(Family.CHANGES, change3)),
                Arguments.of(
                        "A change of a record is not in its history", delete(Family.HISTORY, Keys.history(BATCH, 3))),
                Arguments.of(
                        "A record's history does not reach back to version 1",
                        delete(Family.HISTORY, Keys.history(BATCH, 3))),
                Arguments.of("The change log does not end where it should", meta(Keys.LAST_SEQUENCE, 9)),
                Arguments.of("The change log does not end where it should", delete(Family.META, Keys.LAST_SEQUENCE)),
                Arguments.of("The format is unknown", meta(Keys.FORMAT, 9)),
                Arguments.of("A fact about the node is unknown", meta(Bytes.utf8("colour"), 9)),
                Arguments.of("The node has changes but no prefix", delete(Family.META, Keys.NODE_PREFIX)),
                Arguments.of("The node's own prefix has no record", delete(Family.RECORDS, Bytes.utf8("0.NA/88.118"))),
                Arguments.of(
                        "An entry of prefixes cannot be read", put(Family.PREFIXES, Bytes.utf8("8/8"), Bytes.EMPTY)),
                Arguments.of(
                        "An entry of prefixes cannot be read", put(Family.PREFIXES, Bytes.utf8("8"), Bytes.hex("00"))),
                Arguments.of(
                        "A homed prefix stands not as its record says",
                        put(Family.PREFIXES, Bytes.utf8("88.118.8"), Bytes.hex("01"))),
                Arguments.of(
                        "A homed prefix forgets what it is derived from",
                        put(Family.PREFIXES, Bytes.utf8("8"), Bytes.EMPTY)),
                Arguments.of("An entry of history cannot be read", put(Family.HISTORY, Bytes.hex("00"), Bytes.EMPTY)),
                Arguments.of("An entry of changes cannot be read", put(Family.CHANGES, Bytes.hex("00"), Bytes.EMPTY)),
                Arguments.of("An entry of answers cannot be read", put(Family.ANSWERS, Bytes.hex("00"), Bytes.EMPTY)),
                Arguments.of("The order of answers has gaps", meta(Keys.ANSWERS_TAIL, 3)),
                Arguments.of("The order of answers has a place outside of it", meta(Keys.ANSWERS_HEAD, 1)),
                Arguments.of("A place in the order of answers has no answer", delete(Family.ANSWERS, answer())),
                Arguments.of(
                        "A remembered answer has no place in the order", delete(Family.ANSWERS, Keys.answerOrder(0))));
    }

    private static Bytes answer() {
        return Keys.answer(
                STEELWORKS.index() + ":" + STEELWORKS.identifier().key().utf8(), "r1");
    }

    private static Bytes sound() {
        return StoredRecord.of(9, 1, 2, List.of(url(1, "https://mill.example"))).bytes();
    }

    private static StoredRecord reversed() {
        return new StoredRecord(2, 1, 2, Elements.of(List.of(url(2, "b"), url(1, "a"))), Elements.NONE);
    }

    private static StoredRecord swapped() {
        return new StoredRecord(2, 1, 2, Elements.of(List.of(SECRET)), Elements.of(List.of(url(1, "a"))));
    }

    private static StoredRecord brokenElements() {
        return new StoredRecord(2, 1, 2, Elements.trusted(Bytes.wrap(new byte[30]), 1), Elements.NONE);
    }

    private static Batch record(Identifier identifier, StoredRecord record) {
        return put(Family.RECORDS, identifier.key(), record.bytes());
    }

    private static Batch meta(Bytes name, long number) {
        return put(Family.META, name, Keys.number(number));
    }

    private static Batch put(Family family, Bytes key, Bytes value) {
        Batch batch = new Batch();
        batch.put(family, key, value);
        return batch;
    }

    private static Batch delete(Family family, Bytes key) {
        Batch batch = new Batch();
        batch.delete(family, key);
        return batch;
    }
}
