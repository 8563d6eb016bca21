package org.yuanliu.tools.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yuanliu.json.Packs;
import org.yuanliu.json.TemplateJson;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.template.Template;
import org.yuanliu.tools.client.Given;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Exit;
import org.yuanliu.tools.console.Texts;

/** A template as the user named it: one that comes with the product, or a file. */
final class TemplateSource {
    private TemplateSource() {}

    /** @throws CommandFailure if there is none, or it is wrong */
    static Template of(String nameOrFile, Texts texts) {
        if (!nameOrFile.endsWith(".json")) {
            return Packs.named(nameOrFile)
                    .orElseThrow(() -> CommandFailure.of(
                            Exit.USAGE,
                            "NO_TEMPLATE",
                            texts.get("template.none", nameOrFile, String.join(", ", Packs.names()))));
        }
        try {
            return TemplateJson.read(Bytes.wrap(Files.readAllBytes(Path.of(nameOrFile))));
        } catch (MalformedMessage e) {
            throw Given.wrong(e, texts);
        } catch (IOException e) {
            throw CommandFailure.of(
                    Exit.USAGE, "INVALID_FILE", texts.get("file.unreadable", nameOrFile, e.getMessage()));
        }
    }
}
