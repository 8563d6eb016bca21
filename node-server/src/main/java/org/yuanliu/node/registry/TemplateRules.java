package org.yuanliu.node.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yuanliu.json.TemplateJson;
import org.yuanliu.model.Element;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Violation;
import org.yuanliu.node.store.View;
import org.yuanliu.template.Compatibility;
import org.yuanliu.template.Template;
import org.yuanliu.template.TemplateCheck;
import org.yuanliu.template.TemplateReference;

/**
 * What templates ask for, on every door: a record that names one follows it, published versions stay as they are, and a
 * new version fits to the one before. Thread-safe.
 */
final class TemplateRules {
    /** Begins the folded suffix of every template's record. */
    private static final String TEMPLATE_RECORD = TemplateReference.SUFFIX;

    private final Templates templates;

    TemplateRules(Templates templates) {
        this.templates = templates;
    }

    /**
     * Checks a change that is right otherwise.
     *
     * @return the template that the record follows after it, if it follows one
     */
    Optional<Template> check(Plan plan, View view) throws Refusal {
        Identifier identifier = plan.identifier();
        Optional<TemplateReference> reference = reference(plan.now().orElse(Elements.NONE));
        if (isTemplateRecord(identifier)) {
            checkDefinitions(plan);
            return Optional.empty();
        }
        if (reference.isEmpty()) {
            return Optional.empty();
        }
        Template template = usable(reference.get(), identifier.prefixRecord(), view);
        Elements elements = plan.now().orElseThrow();
        List<Violation> violations = new ArrayList<>(TemplateCheck.check(template, identifier, elements));
        violations.addAll(Index.duplicates(identifier, template, elements, view));
        if (!violations.isEmpty()) {
            throw new Refusal(Problem.of(reference.get().text(), violations));
        }
        return Optional.of(template);
    }

    /** The template that a record follows, judged before. */
    Optional<Template> of(Elements elements, View view) {
        try {
            return reference(elements).flatMap(reference -> templates.find(view, reference));
        } catch (Refusal e) {
            return Optional.empty();
        }
    }

    /** The template, if records of the prefix may follow it: one of its own, or of the node's. */
    Template usable(TemplateReference reference, Identifier prefixRecord, View view) throws Refusal {
        Optional<Identifier> node = new Prefixes(view).node();
        Identifier owner = reference.record().prefixRecord();
        boolean near = owner.equals(prefixRecord) || node.filter(owner::equals).isPresent();
        return Optional.of(reference)
                .filter(it -> near)
                .flatMap(it -> templates.find(view, it))
                .filter(it -> reference.text().endsWith("/" + TemplateReference.SUFFIX + it))
                .orElseThrow(() -> new Refusal(
                        Reason.TEMPLATE_UNKNOWN,
                        reference.text(),
                        node.map(Identifier::suffix).orElse("88.118") + "/META_steel-coil:1"));
    }

    private static Optional<TemplateReference> reference(Elements elements) throws Refusal {
        for (var each = elements.cursor(); each.next(); ) {
            if (each.index() == TemplateReference.INDEX) {
                if (!Templated.isReference(each)) {
                    return Optional.empty();
                }
                try {
                    return Optional.of(TemplateReference.parse(each.data().utf8()));
                } catch (MalformedMessage e) {
                    throw new Refusal(e.problem().at(List.of(TemplateReference.INDEX)));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether it holds versions of a template, which follow no template themselves. */
    static boolean isTemplateRecord(Identifier identifier) {
        return !identifier.isPrefixRecord() && identifier.suffix().startsWith(TEMPLATE_RECORD);
    }

    private static void checkDefinitions(Plan plan) throws Refusal {
        for (Element gone : plan.before()) {
            if (gone.type().equals(Template.DEFINITION)) {
                throw new Refusal(Reason.TEMPLATE_PUBLISHED, plan.identifier().text());
            }
        }
        Optional<Template> older = Optional.empty();
        List<Element> elements = plan.now().orElse(Elements.NONE).list();
        elements.sort(Comparator.comparingInt(Element::index));
        for (Element element : elements) {
            if (element.type().equals(Template.DEFINITION)) {
                Template newer = read(plan.identifier(), element);
                if (older.isPresent()) {
                    checkCompatible(older.get(), newer);
                }
                older = Optional.of(newer);
            }
        }
    }

    private static Template read(Identifier record, Element element) throws Refusal {
        Template template;
        try {
            template = TemplateJson.read(element.data());
        } catch (MalformedMessage e) {
            throw wrong(element.index(), e.problem().text(Locale.ENGLISH));
        }
        if (template.version() != element.index()) {
            throw wrong(element.index(), "it says version " + template.version() + ", its index must be the same");
        }
        if (!record.suffix().equals((TEMPLATE_RECORD + template.name()).toUpperCase(Locale.ROOT))) {
            throw wrong(
                    element.index(),
                    "its name is " + template.name() + ", so its record must end in /META_" + template.name());
        }
        if (!element.permissions().equals(Permissions.DEFAULT)) {
            throw wrong(element.index(), "everyone must be able to read it, permissions 1110");
        }
        return template;
    }

    private static void checkCompatible(Template older, Template newer) throws Refusal {
        List<Compatibility.Finding> findings = Compatibility.check(older, newer);
        if (!findings.isEmpty()) {
            String all = findings.stream()
                    .map(finding -> finding.text(Locale.ENGLISH))
                    .collect(Collectors.joining(" "));
            throw wrong(newer.version(), "it does not fit to version " + older.version() + ": " + all);
        }
    }

    private static Refusal wrong(int version, String why) {
        return new Refusal(Problem.of(Reason.TEMPLATE_WRONG, Integer.toString(version), why)
                .at(List.of(version)));
    }
}
