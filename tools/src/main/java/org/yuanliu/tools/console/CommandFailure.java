package org.yuanliu.tools.console;

import java.util.List;

/** A command cannot do what it was asked; carries what to tell the user. Has no stack trace. */
public final class CommandFailure extends RuntimeException {
    private final Exit exit;
    private final String reason;
    private final String message;
    private final List<String> next;

    private CommandFailure(Exit exit, String reason, String message, List<String> next) {
        super(message, null, false, false);
        this.message = message;
        this.exit = exit;
        this.reason = reason;
        this.next = next;
    }

    /**
     * @param reason stable name, in the style of {@link org.yuanliu.model.Reason}
     * @param message in the user's language
     */
    public static CommandFailure of(Exit exit, String reason, String message) {
        return new CommandFailure(exit, reason, message, List.of());
    }

    /** The same with commands that help. */
    public CommandFailure next(String... commands) {
        return new CommandFailure(exit, reason, getMessage(), List.of(commands));
    }

    /** The same with one more sentence. */
    public CommandFailure note(String sentence) {
        return new CommandFailure(exit, reason, getMessage() + "\n" + sentence, next);
    }

    @Override
    public String getMessage() {
        return message;
    }

    public Exit exit() {
        return exit;
    }

    public String reason() {
        return reason;
    }

    public List<String> next() {
        return next;
    }
}
