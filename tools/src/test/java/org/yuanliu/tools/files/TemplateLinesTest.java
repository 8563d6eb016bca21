package org.yuanliu.tools.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Rule;
import org.yuanliu.model.Violation;
import org.yuanliu.tools.files.BatchFile.Format;
import org.yuanliu.tools.files.BatchFile.Reading;

/** Lines in the words of a template, in JSON Lines and CSV. */
class TemplateLinesTest {
    private static final String COIL = "steel-coil:1";

    @TempDir
    private Path folder;

    @Test
    void jsonLineMayNameItsTemplate() throws Exception {
        List<BatchLine> lines = jsonl("""
                {"identifier":"88.118.8/X1","template":"steel-coil:1","fields":{"grade":"Q355B","mass":26947}}
                {"identifier":"88.118.8/X1","template":"steel-coil:1","fields":{"chem.C":"0.17 %"},"update":true}
                {"identifier":"88.118.8/X1","values":[],"update":true}
                {"identifier":"88.118.8/X1","template":"steel-coil:1"}
                {"responseCode":1,"handle":"88.118.8/X2","values":[]}
                """);

        assertThat(lines.get(0)).isInstanceOfSatisfying(BatchLine.Filled.class, line -> {
            assertThat(line.template()).isEqualTo(COIL);
            assertThat(line.values()).isEqualTo(Map.of("grade", "Q355B", "mass", "26947"));
            assertThat(line.update()).isFalse();
        });
        assertThat(((BatchLine.Item) lines.get(1)).update()).isTrue();
        assertThat(((BatchLine.Item) lines.get(2)).update()).isTrue();
        assertThat(((BatchLine.Wrong) lines.get(3)).problem().reason()).isEqualTo(Reason.INVALID_ARGUMENT);
        assertThat(lines.get(4)).isInstanceOf(BatchLine.Batch.class);
    }

    @Test
    void columnsAreFieldsByNameOrEitherLabel() throws Exception {
        List<BatchLine> lines = csv("标识,牌号,chem.C,Net mass\n88.118.8/X1,Q355B,,26.947 t\n", COIL);

        assertThat(lines.get(0))
                .isInstanceOfSatisfying(
                        BatchLine.Filled.class,
                        line -> assertThat(line.values()).isEqualTo(Map.of("牌号", "Q355B", "Net mass", "26.947 t")));
    }

    @Test
    void columnThatIsNoFieldIsRefusedWithWhatWasMeant() {
        assertThatThrownBy(() -> csv("identifier,grad\n", COIL))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("column 2")
                .hasMessageContaining("did you mean 'grade'?");
        assertThatThrownBy(() -> csv("identifier,grade,牌号\n", COIL)).hasMessageContaining("column 3");
        assertThatThrownBy(() -> csv("identifier,grade,\n", COIL)).hasMessageContaining("column 3");
    }

    @Test
    void columnsOfATemplateThatOnlyTheNodeKnowsAreTakenAsTheyAre() throws Exception {
        assertThat(csv("identifier,grad\n88.118.8/X1,1\n", "88.118.8/META_my-coil:2")
                        .get(0))
                .isInstanceOf(BatchLine.Filled.class);
    }

    @Test
    void checkNamesAllFaultsOfALineAtOnce() throws Exception {
        String row = "88.118.8/X1,Q355B,70 t,GB/T 1591,2.75x1250 mm,88.118.8/S1,412,546 mm\n";
        BatchLine line = csv("identifier,grade,mass,standard,size,slab,mech.ReH,mech.Rm\n" + row, COIL)
                .get(0);

        BatchLine checked = PackCheck.check(line, false);

        assertThat(checked).isInstanceOfSatisfying(BatchLine.Wrong.class, wrong -> {
            assertThat(wrong.problem().reason()).isEqualTo(Reason.TEMPLATE_VIOLATED);
            assertThat(wrong.problem().violations())
                    .extracting(Violation::field)
                    .containsExactlyInAnyOrder("mass", "mech.Rm", "mech.A");
            assertThat(wrong.problem().violations())
                    .extracting(Violation::rule)
                    .contains(Rule.OUT_OF_RANGE, Rule.WRONG_UNIT, Rule.MISSING);
        });
    }

    @Test
    void lateValuesNeedNotBeTheWholeRecord() throws Exception {
        BatchLine late = csv("identifier,chem.C\n88.118.8/X1,0.17\n", COIL).get(0);

        assertThat(PackCheck.check(late, true)).isSameAs(late);
        assertThat(PackCheck.check(late, false)).isInstanceOf(BatchLine.Wrong.class);
    }

    @Test
    void packIsKnownByNameAndVersion() {
        assertThat(PackCheck.pack(COIL)).isPresent();
        assertThat(PackCheck.pack("steel-coil:2")).isEmpty();
        assertThat(PackCheck.pack("steel-coil")).isEmpty();
        assertThat(PackCheck.pack("88.118/META_steel-coil:1")).isEmpty();
    }

    @Test
    void fileReadWithAnotherTemplateIsAnotherSource() throws Exception {
        Path file = Files.writeString(folder.resolve("a.csv"), "identifier,grade\n88.118.8/X1,Q355B\n");

        assertThat(BatchFile.survey(file, with("steel-coil:1")).digest())
                .isNotEqualTo(BatchFile.survey(file, with("steel-slab:1")).digest());
    }

    private static Reading with(String template) {
        return new Reading(Format.CSV, StandardCharsets.UTF_8, Optional.of(template), Optional.empty());
    }

    private List<BatchLine> csv(String text, String template) throws Exception {
        Path file = Files.writeString(folder.resolve("batches.csv"), text);
        List<BatchLine> lines = new ArrayList<>();
        try (BatchFile batches = BatchFile.open(file, with(template))) {
            batches.forEachRemaining(lines::add);
        }
        return lines;
    }

    private static List<BatchLine> jsonl(String text) throws Exception {
        List<BatchLine> lines = new ArrayList<>();
        try (BatchFile file = BatchFile.open(new StringReader(text), Format.JSONL)) {
            file.forEachRemaining(lines::add);
        }
        return lines;
    }
}
