package org.yuanliu.tools.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.json.Packs;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Violation;
import org.yuanliu.template.IdentifierRule;
import org.yuanliu.template.Template;
import org.yuanliu.tools.files.BatchFile.Format;
import org.yuanliu.tools.files.BatchFile.Reading;
import org.yuanliu.tools.files.BatchFile.Survey;

/** Excel workbooks as files of batches. */
class WorkbookFileTest {
    @TempDir
    private Path folder;

    private final XSSFWorkbook workbook = new XSSFWorkbook();

    @Test
    void rowsAreThoseOfCsv() throws Exception {
        row(sheet("批次"), 0, "identifier", "grade", "2010:chem.C");
        row(workbook.getSheetAt(0), 1, "88.118.8/X1", "Q355B", "0.165 %");
        row(workbook.getSheetAt(0), 3, " 88.118.8/X2 ", "Q235B");

        List<BatchLine> lines = read(Optional.empty(), Optional.empty());

        assertThat(lines).extracting(BatchLine::number).containsExactly(2L, 4L);
        assertThat(lines.get(0))
                .isInstanceOfSatisfying(
                        BatchLine.Batch.class,
                        batch -> assertThat(batch.elements())
                                .extracting(e -> e.index() + e.type().name() + e.text())
                                .containsExactly("1gradeQ355B", "2010chem.C0.165 %"));
        assertThat(((BatchLine.Batch) lines.get(1)).identifier()).hasToString("88.118.8/X2");
        assertThat(((BatchLine.Batch) lines.get(1)).elements()).hasSize(1);
    }

    @Test
    void daysAndNumbersBecomeTexts() throws Exception {
        Sheet sheet = sheet("a");
        row(sheet, 0, "identifier", "date", "moment", "chem.C", "mass", "plain", "small", "formula", "yes", "share");
        Row row = row(sheet, 1, "88.118.8/X1");
        cell(row, 1, 45620, "yyyy/m/d");
        row.createCell(2).setCellValue(LocalDateTime.of(2024, 11, 24, 7, 30));
        row.getCell(2).setCellStyle(style("yyyy-mm-dd hh:mm"));
        cell(row, 3, 0.165, "0.0000");
        cell(row, 4, 26947, "#,##0");
        row.createCell(5).setCellValue(0.1 + 0.2);
        row.createCell(6).setCellValue(1e-7);
        row.createCell(7).setCellFormula("\"Q\"&355");
        row.getCell(7).setCellValue("Q355");
        row.createCell(8).setCellValue(true);
        cell(row, 9, 0.165, "0.0%");

        List<BatchLine> lines = read(Optional.of("88.118/META_any:1"), Optional.empty());

        assertThat(((BatchLine.Filled) lines.get(0)).values())
                .isEqualTo(Map.of(
                        "date", "2024-11-24",
                        "moment", "2024-11-24T07:30:00",
                        "chem.C", "0.1650",
                        "mass", "26947",
                        "plain", "0.3",
                        "small", "0.0000001",
                        "formula", "Q355",
                        "yes", "true",
                        "share", "16.5%"));
    }

    @Test
    void rowsWithoutIdentifiersGetThoseOfTheRule() throws Exception {
        row(sheet("一"), 0, "牌号", "coil", "remark");
        row(workbook.getSheetAt(0), 1, "Q355B", "7");
        row(workbook.getSheetAt(0), 2, "Q355B");

        List<BatchLine> lines = read(saved(), named("{class}.{grade}-{coil:n2}"));

        var named = (BatchLine.Filled) lines.get(0);
        assertThat(named.identifier().text()).isEqualTo("88.118.8/3130.Q355B-07");
        assertThat(named.values()).isEqualTo(Map.of("牌号", "Q355B"));
        assertThat(((BatchLine.Wrong) lines.get(1)).problem().violations())
                .extracting(Violation::field)
                .contains("coil", "mass");
    }

    @Test
    void emptySheetWithoutIdentifiersIsToldSo() throws Exception {
        sheet("一");

        assertThatThrownBy(() -> read(saved(), named("{class}.{grade}-{coil:n2}")))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("the first row");
    }

    /** By it the node knows a file that is sent again, whose rows then have the same identifiers. */
    @Test
    void fileIsAnotherUnderAnotherRule() throws Exception {
        row(sheet("一"), 0, "grade", "coil");
        Path file = saved();

        assertThat(BatchFile.survey(file, named("{grade}-{coil:n2}")).digest())
                .isEqualTo(BatchFile.survey(file, named("{grade}-{coil:n2}")).digest())
                .isNotEqualTo(BatchFile.survey(file, named("{grade}-{coil:n3}")).digest());
    }

    @Test
    void sheetIsTheFirstOrTheOneNamed() throws Exception {
        row(sheet("一"), 0, "identifier", "a");
        row(workbook.getSheetAt(0), 1, "88.118.8/X1", "1");
        row(sheet("二"), 0, "identifier", "a");
        row(workbook.getSheetAt(1), 1, "88.118.8/X2", "1");

        assertThat(read(Optional.empty(), Optional.empty()).get(0).text()).isEqualTo("88.118.8/X1,1");
        assertThat(read(Optional.empty(), Optional.of("二")).get(0).text()).isEqualTo("88.118.8/X2,1");
        assertThatThrownBy(() -> read(Optional.empty(), Optional.of("三")))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("一, 二");
    }

    @Test
    void wrongRowIsReportedAndTheNextOnesAreRead() throws Exception {
        row(sheet("a"), 0, "identifier", "a");
        row(workbook.getSheetAt(0), 1, "88.118.8/X1", "1", "2");
        row(workbook.getSheetAt(0), 2, "88.118.8/X2", "1");

        List<BatchLine> lines = read(Optional.empty(), Optional.empty());

        assertThat(lines.get(0)).isInstanceOf(BatchLine.Wrong.class);
        assertThat(lines.get(1)).isInstanceOf(BatchLine.Batch.class);
    }

    @Test
    void whatIsNoWorkbookIsRefused() throws Exception {
        Path text = Files.writeString(folder.resolve("text.xlsx"), "identifier,a\n");
        Path archive = folder.resolve("archive.xlsx");
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Files.writeString(zip.getPath("a.txt"), "a");
        }

        for (Path file : List.of(text, archive)) {
            assertThatThrownBy(() -> read(file, Optional.empty(), Optional.empty()))
                    .isInstanceOf(MalformedMessage.class)
                    .hasMessageContaining("workbook");
        }
    }

    @Test
    void sheetThatUnpacksToFarMoreThanItIsIsRefused() throws Exception {
        row(sheet("a"), 0, "identifier", "a");
        row(workbook.getSheetAt(0), 1, "88.118.8/X1", "1");
        Path file = saved();
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            Path sheet = zip.getPath("xl/worksheets/sheet1.xml");
            String start = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
                    + "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>identifier</v></c><c r=\"B1\" t=\"str\"><v>a</v></c></row>"
                    + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>";
            String end = "</v></c></row></sheetData></worksheet>";
            Files.writeString(sheet, start + "0".repeat(20_000_000) + end);
        }

        List<BatchLine> lines = read(file, Optional.empty(), Optional.empty());

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).isInstanceOf(BatchLine.Wrong.class);
        assertThat(((BatchLine.Wrong) lines.get(0)).problem().toString()).containsIgnoringCase("zip bomb");
    }

    @Test
    void surveyNamesTheContentAndDoesNotCount() throws Exception {
        row(sheet("a"), 0, "identifier", "a");
        Path file = saved();

        Survey survey = BatchFile.survey(file, reading(Optional.empty(), Optional.empty()));

        assertThat(survey.lines()).isEqualTo(Survey.UNKNOWN);
        assertThat(survey.digest())
                .isNotEqualTo(BatchFile.survey(file, reading(Optional.empty(), Optional.of("a")))
                        .digest());
    }

    private Sheet sheet(String name) {
        return workbook.createSheet(name);
    }

    private static Row row(Sheet sheet, int place, String... cells) {
        Row row = sheet.createRow(place);
        for (int i = 0; i < cells.length; i++) {
            row.createCell(i).setCellValue(cells[i]);
        }
        return row;
    }

    private void cell(Row row, int place, double value, String format) {
        row.createCell(place).setCellValue(value);
        row.getCell(place).setCellStyle(style(format));
    }

    private CellStyle style(String format) {
        CellStyle style = workbook.createCellStyle();
        style.setDataFormat(workbook.createDataFormat().getFormat(format));
        return style;
    }

    private Path saved() throws IOException {
        Path file = folder.resolve("batches.xlsx");
        try (OutputStream out = Files.newOutputStream(file)) {
            workbook.write(out);
        }
        return file;
    }

    private List<BatchLine> read(Optional<String> template, Optional<String> sheet) throws Exception {
        return read(saved(), template, sheet);
    }

    private static List<BatchLine> read(Path file, Optional<String> template, Optional<String> sheet) throws Exception {
        return read(file, reading(template, sheet));
    }

    private static List<BatchLine> read(Path file, Reading reading) throws Exception {
        List<BatchLine> lines = new ArrayList<>();
        try (BatchFile batches = BatchFile.open(file, reading)) {
            batches.forEachRemaining(lines::add);
        }
        return lines;
    }

    /** Rows get their identifiers by this rule of a pack. */
    private static Reading named(String rule) {
        Template coil = Packs.named("steel-coil").orElseThrow().withIdentifierRule(IdentifierRule.of(rule));
        return new Reading(
                Format.XLSX,
                StandardCharsets.UTF_8,
                Optional.of("steel-coil:1"),
                Optional.empty(),
                Optional.of(new Naming("88.118.8", coil)));
    }

    private static Reading reading(Optional<String> template, Optional<String> sheet) {
        return new Reading(Format.XLSX, StandardCharsets.UTF_8, template, sheet);
    }
}
