package org.yuanliu.tools.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yuanliu.json.Packs;
import org.yuanliu.json.TemplateJson;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.sdk.YuanliuException;
import org.yuanliu.template.IdentifierRule;
import org.yuanliu.template.InvalidTemplate;
import org.yuanliu.template.Template;
import org.yuanliu.template.TemplateReference;
import org.yuanliu.tools.client.Given;
import org.yuanliu.tools.client.NodeOptions;
import org.yuanliu.tools.client.Refusals;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Exit;
import org.yuanliu.tools.console.Texts;

/**
 * A template as the user named it: one that comes with the product, a file, or one that a node has.
 *
 * @param reference by which records name it: {@code steel-coil:1} for one that is not known to be on a node, else
 *     {@code 88.118/META_steel-coil:1}
 */
public record TemplateSource(Template template, String reference) {
    private static final Pattern VERSIONED = Pattern.compile("(.+?)(?::([1-9][0-9]{0,5}))?");
    private static final int NEWEST = 0;

    /**
     * One that comes with the product, {@code steel-coil} or {@code steel-coil:1}, or a file that ends in {@code .json}.
     *
     * @throws CommandFailure if there is none, or it is wrong
     */
    static TemplateSource of(String nameOrFile, Texts texts) {
        Template template = nameOrFile.endsWith(".json") ? file(nameOrFile, texts) : pack(nameOrFile, texts);
        return new TemplateSource(template, template.toString());
    }

    /**
     * The same, or a version of a template's record on a node: {@code 88.118/META_steel-coil:1}, without a number the
     * newest.
     */
    static TemplateSource of(String text, NodeOptions node, Texts texts) {
        if (text.endsWith(".json") || text.indexOf('/') < 0) {
            return of(text, texts);
        }
        Identifier record = Given.identifier(nameOf(text), texts);
        try (YuanliuClient client = node.reader()) {
            return version(client.resolve(record).elements(), record, versionOf(text))
                    .orElseThrow(() ->
                            CommandFailure.of(Exit.REFUSED, "TEMPLATE_UNKNOWN", texts.get("template.noVersion", text)));
        }
    }

    /**
     * The one that records of a prefix mean: by a short name it is the node's, if a node was named and has it, else the
     * one that comes with the product.
     *
     * @param prefix such as {@code 88.118.8}
     */
    public static TemplateSource of(String text, String prefix, NodeOptions node, Texts texts) {
        if (text.endsWith(".json") || text.indexOf('/') >= 0 || !node.isGiven()) {
            return of(text, node, texts);
        }
        try (YuanliuClient client = node.reader()) {
            for (String owner : owners(prefix)) {
                Identifier record = Given.identifier(owner + "/" + TemplateReference.SUFFIX + nameOf(text), texts);
                Optional<TemplateSource> found = version(elements(client, record), record, versionOf(text));
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        return of(text, texts);
    }

    /**
     * The same with this rule for identifiers, or with its own.
     *
     * @throws CommandFailure if the rule is wrong, or there is none
     */
    public TemplateSource ruled(Optional<String> pattern, Texts texts) {
        if (pattern.isEmpty() && template.identifierRule().isEmpty()) {
            throw CommandFailure.of(Exit.USAGE, "NO_IDENTIFIER_RULE", texts.get("template.noRule", reference));
        }
        try {
            return pattern.map(
                            rule -> new TemplateSource(template.withIdentifierRule(IdentifierRule.of(rule)), reference))
                    .orElse(this);
        } catch (InvalidTemplate e) {
            throw CommandFailure.of(
                    Exit.USAGE, "INVALID_ARGUMENT", texts.get("template.wrongRule", pattern.orElse(""), e.why()));
        }
    }

    /** The prefixes above, nearest first, then the prefix itself, which may be the node's own. */
    private static List<String> owners(String prefix) {
        List<String> owners = new ArrayList<>();
        for (int dot = prefix.lastIndexOf('.'); dot > 0; dot = prefix.lastIndexOf('.', dot - 1)) {
            owners.add(prefix.substring(0, dot));
        }
        owners.add(prefix);
        return owners;
    }

    /** None if the node has no such record, or it is another node's. */
    private static List<Element> elements(YuanliuClient client, Identifier record) {
        try {
            return client.resolve(record).elements();
        } catch (YuanliuException e) {
            if (Refusals.isFinal(e.failure())) {
                return List.of();
            }
            throw e;
        }
    }

    private static Optional<TemplateSource> version(List<Element> elements, Identifier record, int version) {
        Optional<TemplateSource> found = Optional.empty();
        int newest = 0;
        for (Element element : elements) {
            boolean wanted = version == NEWEST ? element.index() > newest : element.index() == version;
            if (wanted && element.type().equals(Template.DEFINITION)) {
                found = read(element)
                        .map(template ->
                                new TemplateSource(template, new TemplateReference(record, template.version()).text()));
                newest = element.index();
            }
        }
        return found;
    }

    /** A node holds right ones only. */
    private static Optional<Template> read(Element definition) {
        try {
            return Optional.of(TemplateJson.read(definition.data()));
        } catch (MalformedMessage e) {
            return Optional.empty();
        }
    }

    private static Template pack(String text, Texts texts) {
        int version = versionOf(text);
        return Packs.named(nameOf(text))
                .filter(pack -> version == NEWEST || version == pack.version())
                .orElseThrow(() -> CommandFailure.of(
                        Exit.USAGE, "NO_TEMPLATE", texts.get("template.none", text, String.join(", ", Packs.names()))));
    }

    private static Template file(String file, Texts texts) {
        try {
            return TemplateJson.read(Bytes.wrap(Files.readAllBytes(Path.of(file))));
        } catch (MalformedMessage e) {
            throw Given.wrong(e, texts);
        } catch (IOException e) {
            throw CommandFailure.of(Exit.USAGE, "INVALID_FILE", texts.get("file.unreadable", file, e.getMessage()));
        }
    }

    private static String nameOf(String text) {
        Matcher parts = VERSIONED.matcher(text);
        return parts.matches() ? parts.group(1) : text;
    }

    private static int versionOf(String text) {
        Matcher parts = VERSIONED.matcher(text);
        return parts.matches() && parts.group(2) != null ? Integer.parseInt(parts.group(2)) : NEWEST;
    }
}
