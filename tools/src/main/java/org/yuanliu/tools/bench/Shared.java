package org.yuanliu.tools.bench;

import java.util.Optional;

/** Something that several trials use: opened for the first of them. For one thread. */
final class Shared<T extends AutoCloseable> implements AutoCloseable {
    private final Opening<T> opening;
    private Optional<T> open = Optional.empty();

    /** Takes time, and may fail. */
    interface Opening<T> {
        T open() throws Exception;
    }

    Shared(Opening<T> opening) {
        this.opening = opening;
    }

    T get() throws Exception {
        if (open.isEmpty()) {
            open = Optional.of(opening.open());
        }
        return open.get();
    }

    @Override
    public void close() throws Exception {
        if (open.isPresent()) {
            open.get().close();
        }
    }
}
