package org.yuanliu.tools.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yuanliu.json.Packs;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Violation;
import org.yuanliu.template.IdentifierRule;
import org.yuanliu.template.Template;
import org.yuanliu.template.TemplateCheck;
import org.yuanliu.template.TemplateFill;
import org.yuanliu.template.TemplateFill.Filled;
import org.yuanliu.template.TemplateReference;

/**
 * Checks lines without a node: those in the words of a pack as the product ships it. What only a node knows (whether a
 * record exists, a value is unique, a caller may write) stays open.
 */
public final class PackCheck {
    /** Any prefix does: which record holds the template changes nothing about its rules. */
    private static final String ANY_PREFIX = "88";

    private PackCheck() {}

    /** The pack that a line means with {@code steel-coil:1}; empty if no pack has this name and version. */
    public static Optional<Template> pack(String template) {
        int colon = template.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : Packs.named(template.substring(0, colon))
                        .filter(pack -> pack.toString().equals(template));
    }

    /** The line itself, or what is wrong with it by the pack that it means, if we know it. */
    public static BatchLine check(BatchLine line, boolean update) {
        return check(line, update, Optional.empty());
    }

    /**
     * The line itself, or what is wrong with it, all faults at once.
     *
     * @param update whether all lines are updates, whatever they say
     * @param naming whose template all lines follow; without one each means a pack
     */
    public static BatchLine check(BatchLine line, boolean update, Optional<Naming> naming) {
        if (!(line instanceof BatchLine.Filled given)) {
            return line;
        }
        Optional<Template> pack = naming.map(Naming::template).or(() -> pack(given.template()));
        List<Violation> violations =
                pack.isPresent() ? violations(pack.get(), given, update || given.update()) : List.of();
        return violations.isEmpty() ? line : BatchLine.Wrong.of(given, Problem.of(given.template(), violations));
    }

    private static List<Violation> violations(Template pack, BatchLine.Filled given, boolean update) {
        if (update) {
            return TemplateFill.fillSome(pack, given.values()).violations();
        }
        Filled filled = TemplateFill.fill(pack, TemplateReference.of(ANY_PREFIX, pack), given.values());
        List<Violation> violations = new ArrayList<>(filled.violations());
        if (violations.isEmpty()) {
            TemplateCheck.check(pack, given.identifier(), filled.elements()).stream()
                    .filter(violation -> violation.field().equals(IdentifierRule.FIELD))
                    .forEach(violations::add);
        }
        return violations;
    }
}
