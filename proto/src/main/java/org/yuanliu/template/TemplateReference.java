package org.yuanliu.template;

import java.util.regex.Pattern;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;

/**
 * Names one version of a template, written {@code 88.118/META_steel-coil:1}. A record says with such an element, index
 * {@value #INDEX}, which template it follows.
 *
 * @param record the record that holds the template's versions
 * @param version 1..{@value Template#MAX_VERSION}, the index of the version's element
 */
public record TemplateReference(Identifier record, int version) {
    /** Index of the element by which a record names its template. */
    public static final int INDEX = 1001;

    /** Type of the element by which a record names its template. */
    public static final ElementType TYPE = new ElementType("TEMPLATE");

    /** Begins the suffix of every template's record. */
    public static final String SUFFIX = "META_";

    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,5}");

    public TemplateReference {
        if (version < 1 || version > Template.MAX_VERSION) {
            throw new IllegalArgumentException("version " + version);
        }
    }

    /** The record that holds the versions of a template under a prefix. */
    public static Identifier record(String prefix, String name) {
        return Identifier.known(prefix + "/" + SUFFIX + name);
    }

    /** A template under a prefix. */
    public static TemplateReference of(String prefix, Template template) {
        return new TemplateReference(record(prefix, template.name()), template.version());
    }

    /**
     * Reads the written form.
     *
     * @throws MalformedMessage if the text has another shape
     */
    public static TemplateReference parse(String text) throws MalformedMessage {
        int colon = text.lastIndexOf(':');
        int slash = text.indexOf('/');
        if (slash > 0
                && colon > slash
                && VERSION.matcher(text.substring(colon + 1)).matches()) {
            Identifier record = Identifier.of(text.substring(0, colon));
            if (record.suffix().startsWith(SUFFIX) && record.suffix().length() > SUFFIX.length()) {
                return new TemplateReference(record, Integer.parseInt(text.substring(colon + 1)));
            }
        }
        throw new MalformedMessage(
                Reason.INVALID_ARGUMENT,
                TYPE.name(),
                "found '" + text + "', right is a template and its version, such as 88.118/META_steel-coil:1");
    }

    public String text() {
        return record.text() + ":" + version;
    }

    /** The element by which a record says that it follows this template. */
    public Element element() {
        return Element.of(INDEX, TYPE, Bytes.utf8(text()));
    }

    @Override
    public String toString() {
        return text();
    }
}
