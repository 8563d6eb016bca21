package org.yuanliu.tools.bench.load;

import java.time.Duration;

/** Something that can be kept busy and counted. For one thread. */
public interface Load extends AutoCloseable {
    /**
     * Keeps it busy for that long.
     *
     * @throws Exception when what is measured breaks; a wrong answer is a break, too
     */
    Sample run(Duration time) throws Exception;

    @Override
    void close() throws Exception;
}
