package org.yuanliu.template;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Rule;
import org.yuanliu.model.Violation;

/** One of a list of codes; read in any case, with any blanks, and by its labels, as far as these name one code. */
final class ChoiceForm extends ValueForm {
    private static final int SHOWN = 12;
    private static final String SEVERAL = "";

    private final Set<Bytes> codes = new HashSet<>();
    private final Map<String, String> spellings = new HashMap<>();
    private final List<String> list;

    ChoiceForm(FieldKind.Choice kind) {
        list = kind.choices().stream().map(FieldKind.Choice.Option::code).toList();
        for (FieldKind.Choice.Option each : kind.choices()) {
            codes.add(Bytes.utf8(each.code()));
            for (String label :
                    List.of(plain(each.label().zh()), plain(each.label().en()))) {
                spellings.merge(label, each.code(), (a, b) -> a.equals(b) ? a : SEVERAL);
            }
        }
        Map<String, String> plainCodes = new HashMap<>();
        list.forEach(code -> plainCodes.merge(plain(code), code, (a, b) -> SEVERAL));
        spellings.putAll(plainCodes);
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("\\s+", "")
                .toLowerCase(Locale.ROOT);
    }

    @Override
    boolean fits(Bytes data) {
        return codes.contains(data);
    }

    @Override
    String right() {
        String first = String.join(", ", list.subList(0, Math.min(SHOWN, list.size())));
        return list.size() <= SHOWN ? first : first + ", ...";
    }

    @Override
    String read(Field field, String written, List<Violation> violations) {
        String text = written.strip();
        if (list.contains(text)) {
            return text;
        }
        String code = text.length() <= Label.MAX_LENGTH ? spellings.getOrDefault(plain(text), SEVERAL) : SEVERAL;
        if (code.equals(SEVERAL)) {
            violations.add(violation(
                    field, Rule.NOT_IN_LIST, text, NearMiss.of(text, list).orElse("")));
        }
        return code;
    }

    @Override
    Rule spelling(String written, String canonical) {
        return Rule.NOT_IN_LIST;
    }
}
