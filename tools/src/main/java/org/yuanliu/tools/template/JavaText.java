package org.yuanliu.tools.template;

import java.util.ArrayList;
import java.util.List;

/** Java source as it is written down: literals, comments, lines of at most 120 columns. For one thread. */
final class JavaText {
    private static final int COLUMNS = 120;

    private final StringBuilder text = new StringBuilder();

    /** Lines as they are; none is an empty line. */
    JavaText lines(String indent, String... lines) {
        if (lines.length == 0) {
            text.append('\n');
        }
        for (String line : lines) {
            text.append(line.isEmpty() ? "" : indent).append(line).append('\n');
        }
        return this;
    }

    /** A documentation comment of paragraphs without tags, and then lines of tags. */
    JavaText comment(String indent, List<String> paragraphs, String... tags) {
        String first = indent + "/** " + paragraphs.get(0) + " */";
        if (paragraphs.size() == 1 && tags.length == 0 && columns(first) <= COLUMNS) {
            return lines("", first);
        }
        for (int i = 0; i < paragraphs.size(); i++) {
            lines(indent, i == 0 ? "/**" : " *");
            wrap(i == 0 ? paragraphs.get(i) : "<p>" + paragraphs.get(i), indent + " * ");
        }
        return tags(indent, tags);
    }

    private JavaText tags(String indent, String... tags) {
        if (tags.length > 0) {
            lines(indent, " *");
        }
        for (String tag : tags) {
            wrap(tag, indent + " * ");
        }
        return lines(indent, " */");
    }

    /** Literals in parentheses behind the beginning of a statement. */
    JavaText list(String indent, String begin, List<String> items, String end) {
        String whole = indent + begin + "(" + String.join(", ", items) + ")" + end;
        if (columns(whole) <= COLUMNS) {
            return lines("", whole);
        }
        lines(indent, begin + "(");
        wrap(String.join(", ", items) + ")" + end, indent + "        ");
        return this;
    }

    private void wrap(String words, String indent) {
        StringBuilder line = new StringBuilder(indent);
        for (String word : words.split(" ")) {
            if (columns(line + word) > COLUMNS && line.length() > indent.length()) {
                lines("", line.toString().stripTrailing());
                line = new StringBuilder(indent);
            }
            line.append(word).append(' ');
        }
        lines("", line.toString().stripTrailing());
    }

    private static int columns(String line) {
        return line.codePointCount(0, line.length());
    }

    /** A string in quotes. */
    static String literal(String value) {
        StringBuilder literal = new StringBuilder("\"");
        for (char c : value.toCharArray()) {
            literal.append(c == '"' || c == '\\' ? "\\" : "").append(c);
        }
        return literal.append('"').toString();
    }

    static List<String> literals(List<String> values) {
        List<String> literals = new ArrayList<>();
        values.forEach(value -> literals.add(literal(value)));
        return literals;
    }

    /** Any text as part of a comment: it ends none, is no tag, and begins no escape. */
    static String plain(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("*/", "*&#47;")
                .replace("\\u", "&#92;u");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
