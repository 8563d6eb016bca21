package org.yuanliu.tools.client;

import java.util.regex.Pattern;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Exit;
import org.yuanliu.tools.console.Texts;

/** What the user typed, as values. */
public final class Given {
    private static final Pattern PREFIX = Pattern.compile("[0-9]+(\\..+)?");

    private Given() {}

    /** @throws CommandFailure if it is no identifier */
    public static Identifier identifier(String text, Texts texts) {
        try {
            return Identifier.of(text);
        } catch (MalformedMessage e) {
            throw wrong(e, texts);
        }
    }

    /**
     * An identifier that is to be looked up; a prefix stands for its own record.
     *
     * @throws CommandFailure if it is none, or a word that lacks its prefix or suffix
     */
    public static Identifier asked(String text, Texts texts) {
        Identifier identifier = identifier(text, texts);
        if (text.indexOf('/') < 0 && !PREFIX.matcher(text).matches()) {
            throw CommandFailure.of(Exit.USAGE, Reason.INVALID_IDENTIFIER.name(), texts.get("given.noSlash", text));
        }
        return identifier;
    }

    /** {@code 88.118.8}, also if it was given as {@code 0.NA/88.118.8}. */
    public static String prefix(String text, Texts texts) {
        Identifier identifier = identifier(text, texts);
        if (!identifier.isPrefixRecord()) {
            throw CommandFailure.of(Exit.USAGE, "USAGE", texts.get("given.noPrefix", text));
        }
        return identifier.suffix();
    }

    /** The number itself, as options such as {@code --limit} need it. */
    public static long atLeastOne(String option, long number, Texts texts) {
        if (number < 1) {
            throw CommandFailure.of(Exit.USAGE, "USAGE", texts.get("given.tooSmall", option, number));
        }
        return number;
    }

    public static CommandFailure wrong(MalformedMessage e, Texts texts) {
        return CommandFailure.of(
                Exit.USAGE, e.problem().reason().name(), e.problem().text(texts.locale()));
    }
}
