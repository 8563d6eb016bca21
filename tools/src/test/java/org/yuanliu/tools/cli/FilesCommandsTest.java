package org.yuanliu.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.json.Packs;

/** Files in the words of templates, and certificates, against a running node that has published all packs. */
class FilesCommandsTest {
    private static final String HEADING = "identifier,牌号,执行标准,净重,尺寸,板坯标识,上屈服强度,抗拉强度,断后伸长率";
    private static final String ROW = "Q355B,GB/T 1591,26.947 t,2.75x1250 mm,88.118.30/S1,412 N/mm²,546,27.3%";

    @TempDir
    private static Path folder;

    private static RunningNode node;

    @BeforeAll
    static void start() throws Exception {
        node = new RunningNode(folder.resolve("node"));
        List<String> publish = new ArrayList<>(List.of("template", "publish"));
        publish.addAll(Packs.names());
        node.run(publish.toArray(String[]::new)).succeeded();
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    @Test
    void rowsInTheWordsOfATemplateAreRegistered() throws IOException {
        admit("88.118.30");
        Path file = file("coils.csv", HEADING, "88.118.30/X1," + ROW);

        Cli run = node.run("register", file.toString(), "--template", "steel-coil:1");

        assertThat(run.succeeded().out()).isEqualTo("1 registered, 0 rejected\n");
        assertThat(node.run("resolve", "88.118.30/X1").out()).contains("26947 kg", "88.118/META_steel-coil:1");
    }

    @Test
    void dryRunNamesAllFaultsWithoutANode() throws IOException {
        Path file = file("dry.csv", HEADING, "88.118.30/X1," + ROW, "88.118.30/X2,Q355B,GB/T 1591,70 t,2x3,,412,546,x");

        Cli run = Cli.run("register", file.toString(), "--template", "steel-coil:1", "--dry-run", "--output", "json");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.json().path("accepted").asInt()).isEqualTo(1);
        JsonNode rejected = read(Path.of(file + ".rejected.jsonl"));
        assertThat(rejected.path("line").asInt()).isEqualTo(3);
        assertThat(rejected.path("violations"))
                .extracting(violation -> violation.path("field").asText())
                .contains("mass", "size", "slab", "mech.A");
        assertThat(rejected.path("violations").get(0).path("right").asText()).isNotEmpty();
        assertThat(rejected.path("faults")).hasSameSizeAs(rejected.path("violations"));
    }

    @Test
    void rejectedRowsCanBeCorrectedInTheirFile() throws IOException {
        admit("88.118.33");
        Path file = file("wrong.csv", HEADING, "88.118.33/X1," + ROW.replace("26.947 t", "70 t"));
        Path rejected = Path.of(file + ".rejected.jsonl");
        node.run("register", file.toString(), "--template", "steel-coil:1");
        Files.writeString(rejected, Files.readString(rejected).replace("70 t", "26.947 t"));

        assertThat(node.run("register", rejected.toString()).succeeded().out()).isEqualTo("1 registered, 0 rejected\n");

        Cli.run("register", file.toString(), "--template", "steel-coil:1", "--dry-run");
        assertThat(Cli.run("register", rejected.toString(), "--dry-run").out())
                .isEqualTo("0 passed the check, 1 did not; nothing was sent\n");
    }

    @Test
    void workbookIsRegistered() throws IOException {
        admit("88.118.31");
        Path file = folder.resolve("coils.xlsx");
        try (XSSFWorkbook workbook = new XSSFWorkbook();
                OutputStream out = Files.newOutputStream(file)) {
            var sheet = workbook.createSheet("十一月");
            List<String> rows = List.of(HEADING, "88.118.31/X1," + ROW);
            for (int r = 0; r < rows.size(); r++) {
                String[] cells = rows.get(r).split(",");
                for (int c = 0; c < cells.length; c++) {
                    (c == 0 ? sheet.createRow(r) : sheet.getRow(r))
                            .createCell(c)
                            .setCellValue(cells[c]);
                }
            }
            workbook.write(out);
        }

        Cli run = node.run("register", file.toString(), "--template", "steel-coil:1", "--sheet", "十一月");

        assertThat(run.succeeded().out()).isEqualTo("1 registered, 0 rejected\n");
        assertThat(node.run("register", file.toString(), "--sheet", "x").exit()).isEqualTo(2);
        assertThat(node.run("register", file("a.csv", "identifier,a").toString(), "--sheet", "x")
                        .exit())
                .isEqualTo(2);
        assertThat(node.run("register", file("a.jsonl", "{}").toString(), "--template", "steel-coil:1")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void samplesOfCertificatesAreImportedOrRefusedForTheRightReason() {
        assumeTrue(Files.isDirectory(samples()), "no samples beside the repository");
        Map<String, Optional<String>> expected = Map.of(
                "EN10168/valid_certificate_1.json", Optional.of("chem.C (index 2010) is 150.5 %"),
                "EN10168/hkm_certificate_1.json", Optional.of("chem.C (index 2010) is 150.5 %"),
                "EN10168/valid_certificate_2.json", Optional.empty(),
                "EN10168/valid_certificate_3.json", Optional.empty(),
                "CoA/valid_certificate_1.json", Optional.of("density (index 2011) is 85 g/cm3"),
                "CoA/valid_certificate_2.json", Optional.of("density (index 2011) is missing"),
                "CoA/valid_certificate_3.json", Optional.of("density (index 2011) is 85 g/cm3"),
                "Metals/valid_forged_bar_complete_certificate.json", Optional.empty(),
                "Metals/valid_extruded_aluminium_profile.json", Optional.empty());
        int enterprise = 40;
        for (Path sample : found(samples())) {
            String name = samples().relativize(sample).toString().replace('\\', '/');
            String prefix = "88.118." + enterprise++;
            admit(prefix);

            Cli run = imported(sample, prefix);

            JsonNode certificate = run.json().path("certificates").get(0);
            boolean registered = certificate.path("status").asText().equals("registered");
            if (expected.containsKey(name)) {
                assertThat(registered).as(name).isEqualTo(expected.get(name).isEmpty());
                assertThat(certificate.path("message").asText())
                        .as(name)
                        .contains(expected.get(name).orElse(""));
            }
            assertThat(certificate.path("unmapped")).as(name).isNotEmpty();
            if (registered) {
                String identifier = certificate.path("identifier").asText();
                String hash =
                        certificate.path("fields").path("certificate.hash").asText();
                assertThat(run.exit()).isZero();
                assertThat(node.run("resolve", identifier).succeeded().out()).contains(hash);
            }
        }
    }

    @Test
    void secondCertificateOfTheSameNumberIsRefusedAndTheSameOneIsNot() {
        assumeTrue(Files.isDirectory(samples()), "no samples beside the repository");
        admit("88.118.32");
        Path first = samples().resolve("EN10168/valid_certificate_2.json");
        Path second = samples().resolve("EN10168/valid_certificate_3.json");

        assertThat(imported(first, "88.118.32").exit()).isZero();
        assertThat(imported(first, "88.118.32").exit()).isZero();
        JsonNode other =
                imported(second, "88.118.32").json().path("certificates").get(0);

        assertThat(other.path("reason").asText()).isEqualTo("ALREADY_EXISTS");
        assertThat(node.run("list", "88.118.32").out()).isEqualTo("88.118.32/1866645-001-1\n");
    }

    @Test
    void textReportSaysWhatWasRefusedAndWhatIsInNoField() throws IOException {
        Path nothing = file("nothing.json", "{\"a\":1}");
        Path steel = file(
                "steel.json",
                "{\"Certificate\":{\"CommercialTransaction\":{\"A03\":\"N1\",\"A05\":\"QA\"},"
                        + "\"ProductDescription\":{\"B01\":\"plate\",\"B02\":{\"SteelDesignation\":[\"Q355B\"],"
                        + "\"ProductNorm\":[\"GB/T 1591\"]},\"B13\":{\"Value\":1,\"Unit\":\"t\"}}}}");

        Cli run = Cli.run(
                "import", "certificate", nothing.toString(), steel.toString(), "--prefix", "88.118.8", "--dry-run");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains(nothing + ": refused, INVALID_ARGUMENT")
                .contains(steel + ": would be registered as 88.118.8/N1 by steel-product:1")
                .contains("/Certificate/CommercialTransaction/A05  QA")
                .endsWith("1 passed the check, 1 did not; nothing was sent\n");
        assertThat(Cli.run("import", "certificate", "/no/such/file", "--prefix", "88.118.8", "--dry-run")
                        .exit())
                .isEqualTo(2);
        assertThat(Cli.run("import").exit()).isEqualTo(2);
    }

    private static Cli imported(Path sample, String prefix) {
        return node.run("import", "certificate", sample.toString(), "--prefix", prefix, "--output", "json");
    }

    private static void admit(String prefix) {
        node.run(
                        "enterprise",
                        "add",
                        prefix,
                        "--name",
                        "x",
                        "--new-key",
                        folder.resolve(prefix + ".pem").toString())
                .succeeded();
    }

    /** Beside the repository; the tests run in the folder of their module. */
    private static Path samples() {
        return Path.of("")
                .toAbsolutePath()
                .resolve("../../shared/data/certificates")
                .normalize();
    }

    private static List<Path> found(Path samples) {
        try (Stream<Path> files = Files.walk(samples)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode read(Path file) throws IOException {
        return new Cli(0, Files.readString(file), "").json();
    }

    private static Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }
}
