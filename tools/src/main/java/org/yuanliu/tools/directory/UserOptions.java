package org.yuanliu.tools.directory;

import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.UserName;
import org.yuanliu.tools.client.Given;
import org.yuanliu.tools.console.Texts;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which user or application. */
final class UserOptions {
    @Parameters(paramLabel = "NAME", descriptionKey = "NAME")
    private String name = "";

    @Option(names = "--enterprise", paramLabel = "PREFIX", required = true)
    private String enterprise = "";

    @Option(names = "--app")
    private boolean application;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "")
    private String reason = "";

    String reason() {
        return reason;
    }

    UserName user(Texts texts) {
        Identifier prefix = Identifier.known("0.NA/" + Given.prefix(enterprise, texts));
        return new UserName(prefix, application, name);
    }

    Identifier identifier(Texts texts) {
        try {
            return user(texts).identifier();
        } catch (MalformedMessage e) {
            throw Given.wrong(e, texts);
        }
    }
}
