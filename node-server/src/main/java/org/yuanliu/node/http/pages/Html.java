package org.yuanliu.node.http.pages;

/** HTML while it is written. Text gets in escaped, whatever it is; markup only as a literal of ours. */
final class Html {
    private final StringBuilder out = new StringBuilder(2048);

    /** Markup: a literal, never anything that came from elsewhere. */
    Html markup(String literal) {
        out.append(literal);
        return this;
    }

    /** Text, or the value of an attribute between quotation marks. */
    Html text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
