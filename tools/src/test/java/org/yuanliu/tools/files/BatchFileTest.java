package org.yuanliu.tools.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.json.Json;
import org.yuanliu.model.Element;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;
import org.yuanliu.tools.files.BatchFile.Format;

class BatchFileTest {
    @TempDir
    private Path folder;

    @Test
    void columnHasItsPlaceAsIndexUnlessItNamesAnother() throws Exception {
        List<BatchLine> lines = csv("identifier,grade,2010:chem.C\n88.118.8/X1,Q355B,0.165 %\n");

        assertThat(batch(lines.get(0)).identifier().text()).isEqualTo("88.118.8/X1");
        assertThat(batch(lines.get(0)).elements())
                .containsExactly(Element.of(1, "grade", "Q355B"), Element.of(2010, "chem.C", "0.165 %"));
    }

    @Test
    void emptyCellMakesNoElement() throws Exception {
        List<BatchLine> lines = csv("标识,a,b\n88.118.8/X1,,2\n");

        assertThat(batch(lines.get(0)).elements()).containsExactly(Element.of(2, "b", "2"));
    }

    @Test
    void quotedCellKeepsCommasAndLineBreaks() throws Exception {
        List<BatchLine> lines = csv("identifier,note\r\n88.118.8/X1,\"a, \"\"b\"\"\nc\"\r\n88.118.8/X2,d\r\n");

        assertThat(batch(lines.get(0)).elements()).containsExactly(Element.of(1, "note", "a, \"b\"\nc"));
        assertThat(lines).extracting(BatchLine::number).containsExactly(2L, 4L);
    }

    @Test
    void byteOrderMarkOfASpreadsheetIsNoPartOfTheFile() throws Exception {
        assertThat(batch(csv("\uFEFFidentifier,a\n88.118.8/X1,1\n").get(0)).elements())
                .hasSize(1);
        assertThat(batch(jsonl("\uFEFF{\"identifier\":\"88.118.8/X1\",\"values\":[]}")
                                .get(0))
                        .identifier())
                .hasToString("88.118.8/X1");
    }

    @Test
    void wrongRowIsReportedAndTheNextOnesAreRead() throws Exception {
        List<BatchLine> lines = csv("identifier,a\n88.118.8/X1,1,2\nno-slash/,1\n\n88.118.8/X3,1\n");

        assertThat(wrong(lines.get(0))).isEqualTo(Reason.INVALID_ARGUMENT);
        assertThat(wrong(lines.get(1))).isEqualTo(Reason.INVALID_IDENTIFIER);
        assertThat(batch(lines.get(2)).number()).isEqualTo(5);
    }

    @Test
    void quoteThatNeverEndsSpoilsItsOwnLineOnly() throws Exception {
        List<BatchLine> lines = csv("identifier,a\n88.118.8/X1,1\n88.118.8/X2,\"1\n88.118.8/X3,1\n");

        assertThat(lines).extracting(BatchLine::number).containsExactly(2L, 3L, 4L);
        assertThat(lines.get(1).text()).isEqualTo("88.118.8/X2,\"1");
        assertThat(((BatchLine.Wrong) lines.get(1)).problem().toString())
                .contains("a quote opened here is never closed");
        assertThat(batch(lines.get(2)).identifier()).hasToString("88.118.8/X3");
    }

    @Test
    void quoteThatALaterQuoteSeemsToCloseSpoilsItsOwnLineOnly() throws Exception {
        List<BatchLine> lines = csv("identifier,a\n88.118.8/X1,\"1\n88.118.8/X2,\"2\n3\"\n88.118.8/X4,4\n");

        assertThat(lines).extracting(BatchLine::number).containsExactly(2L, 3L, 5L);
        assertThat(wrong(lines.get(0))).isEqualTo(Reason.INVALID_ARGUMENT);
        assertThat(batch(lines.get(1)).elements()).containsExactly(Element.of(1, "a", "2\n3"));
    }

    @Test
    void blanksAroundACellCountInQuotesOnly() throws Exception {
        List<BatchLine> lines = csv("identifier , a,b\n 88.118.8/X1 ,  \" 1 \" , 2\" \n88.118.8/X2,\"1\"2,3\n");

        assertThat(batch(lines.get(0)).elements())
                .containsExactly(Element.of(1, "a", " 1 "), Element.of(2, "b", "2\""));
        assertThat(((BatchLine.Wrong) lines.get(1)).problem().toString()).contains("right is a comma");
    }

    @Test
    void emptyFileAndOtherSeparatorsAreToldAsSuch() {
        assertThatThrownBy(() -> csv("\n")).hasMessageContaining("the file is wrong: it is empty");
        assertThatThrownBy(() -> csv("identifier;a\n")).hasMessageContaining("separated by semicolons");
        assertThatThrownBy(() -> csv("identifier\ta\n")).hasMessageContaining("separated by tabs");
    }

    @Test
    void rejectedLineIsReadAsItsRecord() throws Exception {
        List<BatchLine> lines = jsonl("""
                {"line":7,"reason":"R","message":"m","identifier":"88.118.8/X1","values":[]}
                {"line":9,"reason":"R","message":"m","text":"88.118.8/X2,\\\"1"}
                """);

        assertThat(batch(lines.get(0)).identifier()).hasToString("88.118.8/X1");
        assertThat(((BatchLine.Wrong) lines.get(1)).problem().toString()).contains("line 9 of the first file");
    }

    @Test
    void headingMustNameTheIdentifierAndEachIndexOnce() {
        assertThatThrownBy(() -> csv("id,a\n")).isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> csv("")).isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> csv("identifier,a,1:b\n")).isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> csv("identifier,0:a\n")).isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> csv("identifier,a,\n")).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void jsonLineIsARecord() throws Exception {
        List<BatchLine> lines = jsonl("""
                {"identifier":"88.118.8/X1","values":[{"index":1,"type":"URL","data":"https://example.org/"}]}

                {"values":[]}
                {"identifier":
                {"handle":"88.118.8/X2","values":[]}
                """);

        assertThat(batch(lines.get(0)).elements()).containsExactly(Element.of(1, "URL", "https://example.org/"));
        assertThat(wrong(lines.get(1))).isEqualTo(Reason.INVALID_ARGUMENT);
        assertThat(wrong(lines.get(2))).isEqualTo(Reason.INVALID_ARGUMENT);
        assertThat(batch(lines.get(3)).number()).isEqualTo(5);
    }

    @Test
    void lineThatIsTooLongIsReportedWithItsBeginningOnly() throws Exception {
        List<BatchLine> lines =
                jsonl("x".repeat(Json.MAX_BYTES + 1) + "\n{\"identifier\":\"88.118.8/X2\",\"values\":[]}");

        assertThat(wrong(lines.get(0))).isEqualTo(Reason.TOO_LARGE);
        assertThat(lines.get(0).text().length()).isLessThan(100);
        assertThat(batch(lines.get(1)).number()).isEqualTo(2);
    }

    @Test
    void surveyNamesTheContent() throws IOException {
        Path one = Files.writeString(folder.resolve("one.csv"), "identifier,a\n88.118.8/X1,1\n");
        Path same = Files.copy(one, folder.resolve("same.csv"));
        Path other = Files.writeString(folder.resolve("other.csv"), "identifier,a\n88.118.8/X1,2\n");

        String digest = BatchFile.survey(one, as(StandardCharsets.UTF_8)).digest();

        assertThat(digest).matches("[A-Za-z0-9_-]{43}");
        assertThat(BatchFile.survey(same, as(StandardCharsets.UTF_8)).digest()).isEqualTo(digest);
        assertThat(BatchFile.survey(other, as(StandardCharsets.UTF_8)).digest()).isNotEqualTo(digest);
    }

    @Test
    void surveyCountsLinesAndRefusesAnotherEncoding() throws IOException {
        Path file = folder.resolve("gbk.csv");
        Files.write(file, "identifier,名称\n88.118.8/X1,钢卷".getBytes(Charset.forName("GBK")));

        assertThat(BatchFile.survey(file, as(Charset.forName("GBK"))).lines()).isEqualTo(2);
        assertThatThrownBy(() -> BatchFile.survey(file, as(StandardCharsets.UTF_8)))
                .isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void endingTellsTheFormat() {
        assertThat(Format.of(Path.of("a/B.CSV"))).contains(Format.CSV);
        assertThat(Format.of(Path.of("a.jsonl"))).contains(Format.JSONL);
        assertThat(Format.of(Path.of("a.ndjson"))).contains(Format.JSONL);
        assertThat(Format.of(Path.of("a.xlsx"))).contains(Format.XLSX);
        assertThat(Format.of(Path.of("a.pdf"))).isEmpty();
    }

    private static BatchFile.Reading as(Charset encoding) {
        return new BatchFile.Reading(Format.CSV, encoding, Optional.empty(), Optional.empty());
    }

    private static BatchLine.Batch batch(BatchLine line) {
        assertThat(line).isInstanceOf(BatchLine.Batch.class);
        return (BatchLine.Batch) line;
    }

    private static Reason wrong(BatchLine line) {
        assertThat(line).isInstanceOf(BatchLine.Wrong.class);
        return ((BatchLine.Wrong) line).problem().reason();
    }

    private static List<BatchLine> csv(String text) throws Exception {
        return read(text, Format.CSV);
    }

    private static List<BatchLine> jsonl(String text) throws Exception {
        return read(text, Format.JSONL);
    }

    private static List<BatchLine> read(String text, Format format) throws Exception {
        List<BatchLine> lines = new ArrayList<>();
        try (BatchFile file = BatchFile.open(new StringReader(text), format)) {
            file.forEachRemaining(lines::add);
        }
        return lines;
    }
}
