package org.yuanliu.node.store;

import java.util.List;
import java.util.Optional;
import org.yuanliu.model.Bytes;

/**
 * A store as it will be once the batch under construction is committed: what the one writer reads while it applies
 * several commands to one batch. Not thread-safe.
 */
public final class Draft implements View {
    private final View base;
    private final Batch batch = new Batch();

    public Draft(View base) {
        this.base = base;
    }

    @Override
    public Optional<Bytes> get(Family family, Bytes key) {
        return batch.changeOf(family, key).orElseGet(() -> base.get(family, key));
    }

    /** Not offered: rules that apply commands look keys up, so that their cost does not grow with the store. */
    @Override
    public List<Entry> scan(Family family, Bytes prefix, Optional<Bytes> after, int limit) {
        throw new UnsupportedOperationException("commands are applied by look-ups, not scans");
    }

    public void put(Family family, Bytes key, Bytes value) {
        batch.put(family, key, value);
    }

    public void delete(Family family, Bytes key) {
        batch.delete(family, key);
    }

    /**
     * Puts a key that no command looks up, which is quicker; {@link #get} does not see it. All changes of such a key must
     * come this way.
     */
    public void putUnread(Family family, Bytes key, Bytes value) {
        batch.putUnread(family, key, value);
    }

    /** Deletes a key that no command looks up. */
    public void deleteUnread(Family family, Bytes key) {
        batch.deleteUnread(family, key);
    }

    public Batch batch() {
        return batch;
    }
}
