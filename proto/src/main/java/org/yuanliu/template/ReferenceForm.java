package org.yuanliu.template;

import java.util.List;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Rule;
import org.yuanliu.model.Violation;

/** An identifier with prefix, slash and suffix. */
final class ReferenceForm extends ValueForm {
    @Override
    boolean fits(Bytes data) {
        int slash = -1;
        int n = data.length();
        for (int i = 0; i < n; i++) {
            int c = data.u1(i);
            if (c <= ' ' || c >= 0x7F) {
                return isIdentifier(data.utf8())
                        && Bytes.utf8(data.utf8().strip()).equals(data);
            }
            if (c == '/' && slash < 0) {
                slash = i;
            }
        }
        return slash > 0 && slash < n - 1 && n <= Identifier.MAX_BYTES;
    }

    private static boolean isIdentifier(String text) {
        try {
            return text.indexOf('/') > 0 && Identifier.of(text).text().chars().noneMatch(Character::isISOControl);
        } catch (MalformedMessage e) {
            return false;
        }
    }

    @Override
    String right() {
        return "88.118.8/X1";
    }

    @Override
    String read(Field field, String written, List<Violation> violations) {
        String text = written.strip();
        if (isIdentifier(text)) {
            return text;
        }
        violations.add(violation(field, Rule.NOT_AN_IDENTIFIER, text, ""));
        return "";
    }

    @Override
    Rule spelling(String written, String canonical) {
        return Rule.NOT_AN_IDENTIFIER;
    }
}
