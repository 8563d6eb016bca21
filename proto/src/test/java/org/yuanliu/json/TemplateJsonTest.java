package org.yuanliu.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;
import org.yuanliu.template.Template;

class TemplateJsonTest {
    private static final String RIGHT = """
            {"name":"coil","version":2,"label":{"zh":"钢卷","en":"Coil"},"industry":"3130",\
            "identifier":"{class}.{grade}.{date}-{serial:n2}","fields":[\
            {"index":2000,"name":"grade","label":{"zh":"牌号","en":"Grade"},"kind":"choice",\
            "choices":[{"code":"Q355B","zh":"低合金钢","en":"Low-alloy steel"}],"required":true,"indexed":true},\
            {"index":2001,"name":"mass","label":{"zh":"净重","en":"Mass"},"kind":"decimal","unit":"kg","min":0.001,\
            "max":60000,"scale":3,"required":true,"late":true},\
            {"index":2002,"name":"date","label":{"zh":"日期","en":"Day"},"kind":"date","required":true},\
            {"index":2003,"name":"heat","label":{"zh":"炉号","en":"Heat"},"kind":"text","maxLength":9,\
            "pattern":"[A-Z0-9]+","unique":true},\
            {"index":2004,"name":"slab","label":{"zh":"板坯","en":"Slab"},"kind":"reference","visibility":"partner"},\
            {"index":2005,"name":"file","label":{"zh":"文件","en":"File"},"kind":"hash","visibility":"private"}]}""";

    @Test
    void whatIsWrittenIsReadAgain() throws MalformedMessage {
        Template template = TemplateJson.read(Bytes.utf8(RIGHT));

        assertThat(TemplateJson.write(template).utf8()).isEqualTo(RIGHT);
        assertThat(TemplateJson.read(TemplateJson.write(template))).isEqualTo(template);
    }

    @Test
    void spellingDoesNotShowInWhatIsWritten() throws MalformedMessage {
        String other = RIGHT.replace("\"max\":60000", "\"max\":6.0e4")
                .replace("\"kind\":\"date\"", "\"late\":false, \"visibility\":\"public\", \"kind\":\"date\"");

        assertThat(TemplateJson.write(TemplateJson.read(Bytes.utf8(other))).utf8())
                .isEqualTo(RIGHT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"version\":2|\"version\":0|version|found 0, right is a number 1..999999",
                "\"version\":2|\"version\":2,\"verison\":2|verison|no such field, right are name, version, label, industry, identifier, fields",
                "\"name\":\"coil\",|  |name|missing",
                "\"name\":\"coil\"|\"name\":\"Coil\"|name|right is a small letter, then small letters, digits and -, at most 60 characters",
                "\"3130\"|\"C31\"|industry|right is a class of GB/T 4754, two to four digits such as 3130",
                "\"3130\"|3130|industry|found 3130, right is a string",
                "{serial:n2}|{serial:n}|identifier|at character 23 right is {field}, {field:text}, {name:n2}, {name:a1-3}, {name:x8} or {check}",
                "{grade}|{mass}|identifier|field 'mass' must be required, and not late",
                "\"Coil\"|\"\"|label.en|right is text of 1..100 characters without blanks at its ends",
                "\"index\":2001|\"index\":2000|fields[1].index|2000 is given twice",
                "\"index\":2001|\"index\":3000|fields[1].index|found 3000, right is a number 2000..2999",
                "\"name\":\"mass\"|\"name\":\"grade\"|fields[1]|'grade' already names the field with index 2000",
                "\"decimal\"|\"number\"|fields[1].kind|found \"number\", right is text, decimal, date, choice, reference or hash",
                "\"kind\":\"date\"|\"kind\":\"date\",\"unit\":\"d\"|fields[2].unit|a date has none, only a decimal",
                "\"min\":0.001|\"min\":\"0.001\"|fields[1].min|found \"0.001\", right is a number",
                "\"min\":0.001|\"min\":1e999|fields[1].min|found \"Infinity\", right is a number",
                "\"min\":0.001,||fields[1].min|missing",
                "\"min\":0.001|\"min\":70000|fields[1].max|found 60000, right is at least min, 70000",
                "\"scale\":3|\"scale\":2|fields[1].min|found 0.001, right are at most scale = 2 digits behind the point",
                "[A-Z0-9]+|[A-Z0-9|fields[3].pattern|at character 7: it ends too early",
                "\"late\":true|\"late\":\"yes\"|fields[1].late|found \"yes\", right is true or false",
                "\"unique\":true|\"late\":true|fields[3].late|only a required field can be late",
                "\"partner\"|\"friends\"|fields[4].visibility|found \"friends\", right is public, partner or private",
                "\"code\":\"Q355B\"|\"code\":\" \"|fields[0].choices[0].code|right is text of 1..60 characters without blanks at its ends",
            })
    void faultsNameThePlaceAndWhatIsRight(String right, String wrong, String where, String why) {
        assertThat(RIGHT).contains(right);
        String text = RIGHT.replaceFirst(
                java.util.regex.Pattern.quote(right),
                java.util.regex.Matcher.quoteReplacement(wrong == null ? "" : wrong));

        var refusal = catchThrowableOfType(MalformedMessage.class, () -> TemplateJson.read(Bytes.utf8(text)));

        assertThat(refusal.problem().reason()).isEqualTo(Reason.INVALID_ARGUMENT);
        assertThat(refusal.problem().details()).containsExactly(where, why);
    }

    @Test
    void tooManyFieldsAreRefused() {
        String fields = "{},".repeat(500) + "{}";
        String text =
                "{\"name\":\"a\",\"version\":1,\"label\":{\"zh\":\"甲\",\"en\":\"A\"},\"industry\":\"31\",\"fields\":["
                        + fields + "]}";

        var refusal = catchThrowableOfType(MalformedMessage.class, () -> TemplateJson.read(Bytes.utf8(text)));

        assertThat(refusal.problem().details()).containsExactly("fields", "found 501, right are 1..500");
    }

    @Test
    void tooLongATextIsRefused() {
        var refusal = catchThrowableOfType(
                MalformedMessage.class, () -> TemplateJson.read(Bytes.wrap(new byte[TemplateJson.MAX_BYTES + 1])));

        assertThat(refusal.problem().reason()).isEqualTo(Reason.TOO_LARGE);
    }
}
