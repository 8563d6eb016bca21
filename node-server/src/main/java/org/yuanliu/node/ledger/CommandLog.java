package org.yuanliu.node.ledger;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.yuanliu.command.Answer;
import org.yuanliu.command.Command;

/**
 * Puts commands into one order, makes them durable and has them applied. {@link LocalLog} does it on one machine; a
 * replicated log can stand here instead without touching a rule. Thread-safe.
 */
public interface CommandLog extends AutoCloseable {
    /**
     * Appends a command. Never blocks.
     *
     * @param done gets the answer once the command is durable and applied, or the refusal: {@code TOO_BUSY} if too many
     *     wait, {@code READ_ONLY} if the store cannot write, {@code INTERNAL_ERROR} if applying failed, be it because
     *     what it has to read is damaged. Called once, from the writer's thread or the caller's; must not block.
     */
    void append(Command command, Consumer<Answer> done);

    /** Completes once a read sees every command that was answered before this call. */
    CompletableFuture<Void> readBarrier();

    /** Answers what was appended, then stops. */
    @Override
    void close();
}
