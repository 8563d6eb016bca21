package org.yuanliu.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Violation;

/** A template with a field of each kind, and a record that follows it. */
final class Samples {
    static final String DIGITS = "0123456789abcdef".repeat(4);

    static final Template COIL = template(
            1,
            Field.of(2000, "grade", label("牌号", "Grade"), choice("Q235B", "Q355B"))
                    .asRequired()
                    .asIndexed(),
            Field.of(2001, "mass", label("净重", "Net mass"), decimal("kg", "100", "60000", 1))
                    .asRequired(),
            Field.of(2002, "date", label("生产日期", "Production date"), new FieldKind.Date())
                    .asRequired(),
            Field.of(2003, "heat", label("炉号", "Heat"), text(9, "[A-Z]\\d{2}[A-Z]\\d{5}"))
                    .asRequired(),
            Field.of(2004, "slab", label("板坯标识", "Slab"), new FieldKind.Reference()),
            Field.of(2005, "certificate", label("质保书", "Certificate"), new FieldKind.Hash()),
            Field.of(2006, "note", label("备注", "Note"), text(20)).visibleTo(Visibility.PRIVATE),
            Field.of(2007, "change", label("变化", "Change"), decimal("", "-5", "5", 2)),
            Field.of(2016, "strength.28d", label("28天强度", "Strength"), decimal("MPa", "1", "200", 1))
                    .asLate());

    private Samples() {}

    static Template template(int version, Field... fields) {
        return new Template("coil", version, label("钢卷", "Coil"), "3130", List.of(fields), Optional.empty());
    }

    static Label label(String zh, String en) {
        return new Label(zh, en);
    }

    static FieldKind.Decimal decimal(String unit, String min, String max, int scale) {
        return new FieldKind.Decimal(unit, new BigDecimal(min), new BigDecimal(max), scale);
    }

    static FieldKind.Text text(int maxLength) {
        return new FieldKind.Text(maxLength, Optional.empty());
    }

    static FieldKind.Text text(int maxLength, String pattern) {
        return new FieldKind.Text(maxLength, Optional.of(pattern));
    }

    static FieldKind.Choice choice(String... codes) {
        return new FieldKind.Choice(Arrays.stream(codes)
                .map(code -> new FieldKind.Choice.Option(code, label("代码" + code, "Code " + code)))
                .toList());
    }

    /** What a right record says. */
    static Map<String, String> right() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("grade", "Q355B");
        values.put("mass", "26947 kg");
        values.put("date", "2026-11-24");
        values.put("heat", "H26B04521");
        values.put("slab", "88.118.8/3120.Q355B.20261124.H26B04521-S01");
        values.put("certificate", "sm3:" + DIGITS);
        values.put("note", "für 王");
        values.put("change", "-0.50");
        return values;
    }

    static List<Element> elements(Template template, Map<String, String> values) {
        List<Element> elements = new ArrayList<>();
        values.forEach((name, text) -> {
            Field field = template.field(name).orElseThrow();
            elements.add(Element.of(
                    field.index(),
                    field.type(),
                    Bytes.utf8(text),
                    field.visibility().permissions()));
        });
        return elements;
    }

    /** What is found wrong, as {@code RULE field value > hint}. */
    static List<String> shortly(List<Violation> violations) {
        return violations.stream().map(Samples::shortly).toList();
    }

    private static String shortly(Violation v) {
        return v.rule() + " " + v.field() + " " + v.value() + (v.hint().isEmpty() ? "" : " > " + v.hint());
    }
}
