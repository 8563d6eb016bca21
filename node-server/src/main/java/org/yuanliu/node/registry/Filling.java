package org.yuanliu.node.registry;

import com.google.protobuf.ByteString;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.yuanliu.command.ParcelItem;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;
import org.yuanliu.node.store.View;
import org.yuanliu.template.Template;
import org.yuanliu.template.TemplateFill;
import org.yuanliu.template.TemplateFill.Filled;
import org.yuanliu.template.TemplateReference;
import org.yuanliu.template.TemplateSuggest;
import org.yuanliu.template.TemplateSuggest.Suggested;

/** Turns records in the words of a template into records of elements. Thread-safe. */
final class Filling {
    private static final int DIGEST_BUFFER = 8 << 10;

    /** As many as fields and free parts can be told apart. */
    private static final int MOST_VALUES = 2 * Template.MAX_FIELDS;

    private final Templates templates;
    private final TemplateRules rules;

    Filling(Templates templates) {
        this.templates = templates;
        this.rules = new TemplateRules(templates);
    }

    /** The same items, the filled ones as creations and updates; as unfit ones where they break rules. */
    List<Request.ParcelItem> fill(List<Request.ParcelItem> items, View view) {
        Choices choices = new Choices(view);
        return items.stream()
                .map(item -> item instanceof Request.Filled filled ? fill(filled, choices) : item)
                .toList();
    }

    /** @return a creation, an update, or what is wrong with all of it */
    Request.ParcelItem fill(Request.Filled item, View view) {
        return fill(item, new Choices(view));
    }

    private Request.ParcelItem fill(Request.Filled item, Choices choices) {
        try {
            Choice choice = choices.of(item.template(), item.identifier());
            return item.update() ? update(item, choice) : create(item, choice);
        } catch (Refusal e) {
            return new Request.Unfit(e.problem());
        }
    }

    /** The template that a record shall follow. */
    private record Choice(String text, Bytes prefixKey, TemplateReference reference, Template template) {}

    /** Remembers the last choice: the records of a parcel mostly follow one template. Not thread-safe. */
    private final class Choices {
        private final View view;
        private Optional<Choice> last = Optional.empty();

        Choices(View view) {
            this.view = view;
        }

        Choice of(String text, Identifier identifier) throws Refusal {
            Bytes prefixKey = identifier.prefixKey();
            if (last.isPresent()
                    && last.get().text.equals(text)
                    && last.get().prefixKey.equals(prefixKey)) {
                return last.get();
            }
            TemplateReference reference = reference(text, view);
            Choice choice =
                    new Choice(text, prefixKey, reference, rules.usable(reference, identifier.prefixRecord(), view));
            last = Optional.of(choice);
            return choice;
        }
    }

    /**
     * SHA-256 over items as they were asked for.
     *
     * @param proposed the same items, filled in
     */
    static ByteString digest(List<Request.ParcelItem> items, List<ParcelItem> proposed) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            try (var out = new DataOutputStream(new BufferedOutputStream(
                    new DigestOutputStream(OutputStream.nullOutputStream(), sha256), DIGEST_BUFFER))) {
                for (int i = 0; i < items.size(); i++) {
                    write(items.get(i), proposed.get(i), out);
                }
            }
            return ByteString.copyFrom(sha256.digest());
        } catch (NoSuchAlgorithmException | IOException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void write(Request.ParcelItem item, ParcelItem proposed, DataOutputStream out) throws IOException {
        if (item instanceof Request.Filled filled) {
            write(filled.identifier().text(), out);
            write(filled.template(), out);
            write(filled.reason(), out);
            out.writeBoolean(filled.update());
            out.writeInt(filled.values().size());
            for (Map.Entry<String, String> value : new TreeMap<>(filled.values()).entrySet()) {
                write(value.getKey(), out);
                write(value.getValue(), out);
            }
        } else {
            write(proposed.toByteArray(), out);
        }
    }

    private static void write(String text, DataOutputStream out) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8), out);
    }

    private static void write(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** A template as a question names it, with a version or the newest, and the text under which it is indexed. */
    Named named(String text, Identifier prefixRecord, View view) throws Refusal {
        String versioned = text.matches(".*:[0-9]+") ? text : text + ":1";
        TemplateReference reference = reference(versioned, view);
        if (!versioned.equals(text)) {
            reference =
                    new TemplateReference(reference.record(), Math.max(1, templates.newest(view, reference.record())));
        }
        Template template = rules.usable(reference, prefixRecord, view);
        Bytes record = reference.record().bytes();
        return new Named(template, Templated.withFoldedPrefix(record).utf8());
    }

    /** @param name identifier of the template's record, as indexes spell it */
    record Named(Template template, String name) {}

    /** The identifier that the template's rule makes of values. */
    Identifier suggest(Request.SuggestIdentifier query, View view) throws Refusal {
        Template template = named(query.template(), query.prefixRecord(), view).template();
        if (template.identifierRule().isEmpty()) {
            throw new Refusal(Reason.INVALID_ARGUMENT, "template", query.template() + " has no rule for identifiers");
        }
        if (query.values().size() > MOST_VALUES) {
            throw new Refusal(
                    Reason.TOO_LARGE, "values", Integer.toString(query.values().size()), Integer.toString(MOST_VALUES));
        }
        Suggested suggested = TemplateSuggest.suggest(template, query.values());
        String suffix = suggested
                .suffix()
                .orElseThrow(() -> new Refusal(Problem.of(template.toString(), suggested.violations())));
        try {
            return Identifier.of(query.prefixRecord().suffix() + "/" + suffix);
        } catch (MalformedMessage e) {
            throw new Refusal(e.problem());
        }
    }

    private static TemplateReference reference(String text, View view) throws Refusal {
        Optional<Identifier> node = new Prefixes(view).node();
        boolean isShort = text.indexOf('/') < 0 && node.isPresent();
        try {
            return TemplateReference.parse(
                    isShort ? node.get().suffix() + "/" + TemplateReference.SUFFIX + text : text);
        } catch (MalformedMessage e) {
            throw new Refusal(e.problem());
        }
    }

    private static Request.ParcelItem create(Request.Filled item, Choice choice) {
        Filled filled = TemplateFill.fill(choice.template, choice.reference, item.values());
        return filled.isRight()
                ? new Request.Create(item.identifier(), filled.elements(), false, false)
                : unfit(choice, filled);
    }

    private static Request.ParcelItem update(Request.Filled item, Choice choice) {
        Filled filled = TemplateFill.fillSome(choice.template, item.values());
        return filled.isRight()
                ? new Request.Update(
                        item.identifier(), filled.elements(), List.of(), OptionalLong.empty(), item.reason())
                : unfit(choice, filled);
    }

    private static Request.Unfit unfit(Choice choice, Filled filled) {
        return new Request.Unfit(Problem.of(choice.reference.text(), filled.violations()));
    }
}
