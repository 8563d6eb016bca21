package org.yuanliu.tools.certificates;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yuanliu.json.Json;
import org.yuanliu.json.Packs;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Rule;
import org.yuanliu.model.Violation;
import org.yuanliu.template.Template;
import org.yuanliu.template.TemplateFill;
import org.yuanliu.template.TemplateSuggest;
import org.yuanliu.tools.certificates.Mapping.Unmapped;
import org.yuanliu.tools.files.BatchLine;
import org.yuanliu.tools.files.PackCheck;

/**
 * Turns certificates into registrations, one each, in the words of the pack for their product. Thread-safe.
 *
 * <p>A value that a field cannot hold, such as one in a unit that is not the field's, is left out and listed, where the
 * field is optional. A value out of range, or a required field without one, refuses the certificate: nobody should
 * register 150.5 % of carbon.
 */
public final class Certificates {
    private static final int MAX_SUFFIX = 100;

    private Certificates() {}

    /**
     * Reads a certificate.
     *
     * @param number of the line that it becomes
     * @param source where it comes from, the text of that line
     * @param prefix of the identifier
     * @param more values that the certificate lacks, by the names or labels of fields; they count for more than its own
     * @throws MalformedMessage if it is no certificate, or no pack is for its product
     */
    public static Mapping read(long number, String source, Bytes text, String prefix, Map<String, String> more)
            throws MalformedMessage {
        JsonNode root = Json.read(text);
        Leaves leaves = new Leaves(root);
        Shape shape = shape(leaves);
        String certificate = leaves.take(shape.number())
                .orElseThrow(() -> wrong("it has no number: " + shape.number() + " is missing or empty"));
        String product = shape.product(leaves).strip();
        Template template = shape.pack(leaves)
                .flatMap(Packs::named)
                .orElseThrow(() -> wrong("no pack is for its product, '" + product + "'; there are "
                        + String.join(", ", Packs.names())));
        leaves.drop("/RefSchemaUrl");
        Optional<String> item = shape.items().stream()
                .map(leaves::take)
                .flatMap(Optional::stream)
                .findFirst();

        Facts facts = new Facts(template, leaves);
        more.forEach(facts::insist);
        facts.give("certificate.no", shape.number(), certificate);
        facts.give("certificate.hash", "", CanonicalJson.digest(root));
        shape.map(facts);

        List<Unmapped> unmapped = new ArrayList<>(withoutMisfits(facts));
        unmapped.addAll(leaves.rest());
        Identifier identifier = identifier(prefix, certificate, item, facts);
        BatchLine line = PackCheck.check(
                new BatchLine.Filled(number, source, identifier, template.toString(), facts.texts(), false), false);
        return new Mapping(shape.word(), certificate, template.toString(), line, unmapped);
    }

    private static Shape shape(Leaves leaves) throws MalformedMessage {
        for (Shape shape : Shape.ALL) {
            if (leaves.isUnder(shape.sign())) {
                return shape;
            }
        }
        throw wrong("it is in none of the known shapes; right is an object with "
                + Shape.ALL.stream()
                        .map(each -> each.sign() + " (" + each.word() + ")")
                        .collect(Collectors.joining(", ")));
    }

    private static MalformedMessage wrong(String why) {
        return new MalformedMessage(Problem.of(Reason.INVALID_ARGUMENT, "the certificate", why));
    }

    /** Takes out of the optional fields what they cannot hold. */
    private static List<Unmapped> withoutMisfits(Facts facts) {
        List<Unmapped> misfits = new ArrayList<>();
        for (Violation violation :
                TemplateFill.fillSome(facts.template(), facts.texts()).violations()) {
            boolean optional = facts.template()
                    .field(violation.field())
                    .filter(field -> !field.required())
                    .isPresent();
            Facts.Given given = facts.values().get(violation.field());
            if (optional && given != null && !given.path().isEmpty() && violation.rule() != Rule.OUT_OF_RANGE) {
                facts.values().remove(violation.field());
                misfits.add(new Unmapped(given.path(), given.text(), Optional.of(violation)));
            }
        }
        return misfits;
    }

    /** By the template's rule, or the certificate's number and that of its item. */
    private static Identifier identifier(String prefix, String certificate, Optional<String> item, Facts facts)
            throws MalformedMessage {
        Template template = facts.template();
        Map<String, String> values = new LinkedHashMap<>(facts.texts());
        template.identifierRule()
                .ifPresent(rule -> rule.freeParts().keySet().forEach(free -> values.put(free, item.orElse(""))));
        String suffix = TemplateSuggest.suggest(template, values)
                .suffix()
                .orElseGet(
                        () -> plain(item.map(each -> certificate + "-" + each).orElse(certificate)));
        return Identifier.of(prefix + "/" + suffix);
    }

    /** What goes into labels and addresses without trouble. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().limit(MAX_SUFFIX).forEach(c -> {
            boolean kept = Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-';
            plain.appendCodePoint(kept ? c : '-');
        });
        return plain.toString();
    }
}
