package org.yuanliu.tools.bench;

import java.time.Duration;

/** Something that can be kept busy and counted. For one thread. */
interface Load extends AutoCloseable {
    /**
     * Keeps it busy for that long.
     *
     * @throws Exception when what is measured breaks; a wrong answer is a break, too
     */
    Sample run(Duration time) throws Exception;

    @Override
    void close() throws Exception;
}
