package org.yuanliu.node.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.store.Batch;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.Store;
import org.yuanliu.node.store.StoreContract;
import org.yuanliu.node.store.StoreFailure;
import org.yuanliu.node.store.WouldBlock;

class RocksStoreTest extends StoreContract {
    private static final Bytes KEY = Bytes.utf8("88.118.8/A");
    private static final Bytes OTHER = Bytes.utf8("88.118.8/B");

    @TempDir
    Path home;

    @Override
    protected Store open(Path folder) {
        return RocksStore.open(folder, StoreOptions.SMALL);
    }

    @Test
    void committedBatchIsThereAfterReopening() {
        try (Store store = open(home)) {
            put(store, KEY, "1");
        }

        try (Store store = open(home)) {
            assertThat(store.get(Family.RECORDS, KEY)).contains(Bytes.utf8("1"));
        }
    }

    @Test
    void missingFolderIsMade() {
        Path deep = home.resolve("a").resolve("b");

        open(deep).close();

        assertThat(deep).isDirectory();
    }

    @Test
    void newStoreCarriesItsFormat() {
        assertThat(store().get(Family.META, Keys.FORMAT)).contains(Keys.number(Keys.FORMAT_NUMBER));
    }

    @Test
    void backupOpensAndHoldsWhatWasCommittedBefore() {
        Path copy = home.resolve("copy");
        put(store(), KEY, "1");

        store().backup(copy);
        put(store(), KEY, "2");

        try (Store backup = open(copy)) {
            assertThat(backup.get(Family.RECORDS, KEY)).contains(Bytes.utf8("1"));
        }
        assertThat(store().get(Family.RECORDS, KEY)).contains(Bytes.utf8("2"));
    }

    @Test
    void backupRefusesAnExistingTarget() {
        put(store(), KEY, "1");

        assertThatThrownBy(() -> store().backup(home)).isInstanceOf(StoreFailure.class);

        assertThat(home).isEmptyDirectory();
    }

    @Test
    void unsortedChangesAreInMemory() {
        put(store(), KEY, "1");

        assertThat(store().memory().get(Family.RECORDS, KEY)).contains(Bytes.utf8("1"));
    }

    @Test
    void keyOnDiskWouldBlockUntilItWasRead() {
        try (Store store = open(home)) {
            put(store, KEY, "1");
            put(store, OTHER, "2");
        }

        try (Store store = open(home)) {
            assertThatThrownBy(() -> store.memory().get(Family.RECORDS, KEY)).isSameAs(WouldBlock.INSTANCE);

            assertThat(store.get(Family.RECORDS, KEY)).contains(Bytes.utf8("1"));

            assertThat(store.memory().get(Family.RECORDS, KEY)).contains(Bytes.utf8("1"));
        }
    }

    @Test
    void filterAnswersForAbsentKeysWithoutTheDisk() {
        try (Store store = open(home)) {
            put(store, KEY, "1");
            put(store, OTHER, "2");
        }

        try (Store store = open(home)) {
            int answered = 0;
            for (int i = 0; i < 1_000; i++) {
                answered += answersAbsent(store, Bytes.utf8("88.118.8/A" + i)) ? 1 : 0;
            }
            assertThat(answered).isGreaterThan(950);
        }
    }

    @Test
    void scanningMemoryWouldBlock() {
        assertThatThrownBy(() -> store().memory().scan(Family.RECORDS, Bytes.EMPTY, Optional.empty(), 1))
                .isSameAs(WouldBlock.INSTANCE);
    }

    @Test
    void secondOpeningOfAFolderIsRefused() {
        try (Store first = open(home)) {
            assertThatThrownBy(() -> open(home))
                    .isInstanceOf(StoreFailure.class)
                    .hasMessage("another node has this folder open: " + home);

            put(first, KEY, "1");
        }
    }

    @Test
    void unknownFormatIsRefused() {
        try (Store store = open(home)) {
            Batch batch = new Batch();
            batch.put(Family.META, Keys.FORMAT, Keys.number(7));
            store.commit(batch);
        }

        assertThatThrownBy(() -> open(home))
                .isInstanceOf(StoreFailure.class)
                .hasMessage("the store in " + home + " has format 7, this version expects format 1");
    }

    @Test
    void storeWithoutItsFileCurrentIsNotTakenForANewOne() throws IOException {
        try (Store store = open(home)) {
            put(store, KEY, "1");
        }
        Path current = home.resolve("CURRENT");
        byte[] content = Files.readAllBytes(current);
        Files.delete(current);

        assertThatThrownBy(() -> open(home)).isInstanceOf(StoreFailure.class).hasMessageContaining("CURRENT");

        Files.write(current, content);
        try (Store store = open(home)) {
            assertThat(store.get(Family.RECORDS, KEY)).contains(Bytes.utf8("1"));
        }
    }

    @Test
    void folderThatIsAFileIsRefused() throws IOException {
        Path file = Files.createFile(home.resolve("file"));

        assertThatThrownBy(() -> open(file)).isInstanceOf(StoreFailure.class).hasMessageContaining("cannot be used");
    }

    private static boolean answersAbsent(Store store, Bytes key) {
        try {
            return store.memory().get(Family.RECORDS, key).isEmpty();
        } catch (WouldBlock e) {
            return false;
        }
    }

    private static void put(Store store, Bytes key, String value) {
        Batch batch = new Batch();
        batch.put(Family.RECORDS, key, Bytes.utf8(value));
        store.commit(batch);
    }
}
