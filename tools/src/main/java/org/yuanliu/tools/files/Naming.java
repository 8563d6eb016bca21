package org.yuanliu.tools.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Violation;
import org.yuanliu.template.IdentifierRule;
import org.yuanliu.template.Template;
import org.yuanliu.template.TemplateFill;
import org.yuanliu.template.TemplateReference;
import org.yuanliu.template.TemplateSuggest;
import org.yuanliu.template.TemplateSuggest.Suggested;

/**
 * How rows without an identifier get theirs: by the rule of their template.
 *
 * @param prefix such as {@code 88.118.8}
 * @param template one that has a rule
 */
public record Naming(String prefix, Template template) {
    /** The same for namings that give the same rows the same identifiers, as far as rules tell. */
    String text() {
        String rule = template.identifierRule().map(IdentifierRule::pattern).orElse("");
        return "prefix " + prefix + " rule " + rule + '\n';
    }

    /**
     * The identifier of a row.
     *
     * @param values by name or label of fields, and by name of the free parts of the rule
     * @throws MalformedMessage with all that is wrong with the row, if its values give none
     */
    Identifier identifier(Map<String, String> values) throws MalformedMessage {
        Suggested suggested = TemplateSuggest.suggest(template, values);
        if (suggested.suffix().isPresent()) {
            return Identifier.of(prefix + "/" + suggested.suffix().get());
        }
        TemplateReference reference = TemplateReference.of(prefix, template);
        List<Violation> all = new ArrayList<>(
                TemplateFill.fill(template, reference, ofFields(values)).violations());
        suggested.violations().stream().filter(each -> !all.contains(each)).forEach(all::add);
        throw new MalformedMessage(Problem.of(template.toString(), all));
    }

    /** The values without those that are for the identifier alone. */
    Map<String, String> ofFields(Map<String, String> values) {
        Map<String, String> ofFields = new LinkedHashMap<>(values);
        ofFields.keySet().removeIf(name -> TemplateSuggest.isFree(template, name));
        return ofFields;
    }
}
