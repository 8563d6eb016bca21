package org.yuanliu.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Violation;

/** What is filled in passes the check, and what passes the check is filled in as it is. */
class RandomRecordsTest {
    private static final String CHARACTERS = "0123456789.,-+ eE/:%kgtMPa钢℃年月日²\n\u0000é\uFFFD";

    @ParameterizedTest
    @ValueSource(longs = {1, 20261124, 88118})
    void whatIsFilledInPassesTheCheck(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            Template template = template(random);
            Map<String, String> values = new HashMap<>();
            template.fields().forEach(field -> values.put(field.name(), written(field.kind(), random)));

            var filled = TemplateFill.fill(template, TemplateReference.of("88.118", template), values);

            assertThat(filled.violations()).as("seed %d", seed).isEmpty();
            assertThat(TemplateCheck.check(template, filled.elements()))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 20261125, 88119})
    void anyTextIsCanonicalOrTurnedIntoItOrRefused(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            Field field = Field.of(2000, "x", new Label("量", "Quantity"), kind(random));
            ValueForm form = ValueForm.of(field.kind());
            String written = damaged(written(field.kind(), random), random);

            List<Violation> violations = new ArrayList<>();
            String text = form.read(field, written, violations);
            boolean fits = form.fits(Bytes.utf8(written));

            if (fits) {
                assertThat(violations).as("seed %d: %s", seed, written).isEmpty();
                assertThat(text).as("seed %d", seed).isEqualTo(written);
            } else if (violations.isEmpty()) {
                assertThat(text).as("seed %d", seed).isNotEqualTo(written);
                assertThat(form.fits(Bytes.utf8(text)))
                        .as("seed %d: %s", seed, text)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 20261126})
    void damagedRecordsGetAsManyReasonsAsNeeded(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            Template template = template(random);
            List<Element> elements = new ArrayList<>();
            int wrong = 0;
            for (Field field : template.fields()) {
                String right = written(field.kind(), random);
                String text = random.nextInt(4) == 0 ? damaged(right, random) : right;
                boolean fits = ValueForm.of(field.kind()).fits(Bytes.utf8(text));
                wrong += fits ? 0 : 1;
                elements.add(Element.of(
                        field.index(),
                        field.type(),
                        Bytes.utf8(text),
                        field.visibility().permissions()));
            }

            assertThat(TemplateCheck.check(template, elements))
                    .as("seed %d", seed)
                    .hasSize(wrong);
            assertThat(TemplateCheck.check(template, Elements.of(elements)))
                    .as("seed %d, wire form", seed)
                    .isEqualTo(TemplateCheck.check(template, elements));
        }
    }

    private static Template template(Random random) {
        Field[] fields = new Field[1 + random.nextInt(80)];
        for (int i = 0; i < fields.length; i++) {
            Label label = new Label("字段" + i, "Field " + i);
            Field field = Field.of(2000 + 7 * i, "f" + i, label, kind(random));
            field = random.nextBoolean() ? field.asRequired() : field;
            fields[i] = field.visibleTo(Visibility.values()[random.nextInt(3)]);
        }
        return Samples.template(1, fields);
    }

    private static FieldKind kind(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Samples.text(1 + random.nextInt(50));
            case 1 -> {
                int scale = random.nextInt(7);
                BigDecimal a = new BigDecimal(random.nextInt()).movePointLeft(random.nextInt(scale + 1));
                BigDecimal b = new BigDecimal(random.nextInt()).movePointLeft(random.nextInt(scale + 1));
                yield new FieldKind.Decimal(random.nextBoolean() ? "kg" : "", a.min(b), a.max(b), scale);
            }
            case 2 -> new FieldKind.Date();
            case 3 -> Samples.choice("Q235B", "Q355B", "P.O 42.5", "钢");
            case 4 -> new FieldKind.Reference();
            default -> new FieldKind.Hash();
        };
    }

    private static String written(FieldKind kind, Random random) {
        if (kind instanceof FieldKind.Text text) {
            return "x钢 y"
                    .repeat(13)
                    .substring(0, 1 + random.nextInt(text.maxLength()))
                    .strip();
        } else if (kind instanceof FieldKind.Decimal decimal) {
            BigDecimal span = decimal.max().subtract(decimal.min());
            BigDecimal value = decimal.min()
                    .add(span.multiply(new BigDecimal(random.nextInt(1001))).movePointLeft(3));
            BigDecimal rounded = value.setScale(random.nextInt(decimal.scale() + 1), java.math.RoundingMode.HALF_EVEN);
            BigDecimal right = rounded.max(decimal.min()).min(decimal.max());
            return right.toPlainString() + (decimal.unit().isEmpty() ? "" : " " + decimal.unit());
        } else if (kind instanceof FieldKind.Date) {
            return LocalDate.ofEpochDay(random.nextInt(40_000)).toString();
        } else if (kind instanceof FieldKind.Choice choice) {
            return choice.choices().get(random.nextInt(choice.choices().size())).code();
        } else if (kind instanceof FieldKind.Reference) {
            return "88.118." + random.nextInt(99) + "/X" + random.nextInt();
        }
        return (random.nextBoolean() ? "sm3:" : "sha256:") + Samples.DIGITS;
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(damaged.length() + 1);
            if (random.nextBoolean() || at == damaged.length()) {
                damaged.insert(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            } else {
                damaged.deleteCharAt(at);
            }
        }
        return damaged.toString();
    }
}
