package org.yuanliu.tools.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleFilesTest {
    private static final List<Sheet> MADE = SampleFiles.all();

    @Test
    void repositoryHoldsWhatTheGeneratorMakes() throws IOException {
        for (Sheet sheet : MADE) {
            assertThat(stored(sheet.name())).as(sheet.name()).isEqualTo(sheet.text());
        }
    }

    @Test
    void tenThousandBatchesHaveTenThousandIdentifiers() throws IOException {
        List<String> identifiers = new ArrayList<>();
        for (Sheet sheet : MADE) {
            if (!sheet.name().equals("cement-28-days.csv")) {
                rows(sheet.name()).forEach(row -> identifiers.add(row[0]));
            }
        }

        assertThat(identifiers).hasSizeGreaterThanOrEqualTo(10_000).doesNotHaveDuplicates();
    }

    @Test
    void everyUpstreamPieceIsThere() throws IOException {
        Set<String> heats = firstColumn("steel-heats.csv");
        Set<String> slabs = firstColumn("steel-slabs.csv");
        Set<String> cement = firstColumn("cement-batches.csv");

        assertThat(rows("steel-slabs.csv")).allMatch(slab -> heats.contains(slab[4]));
        assertThat(rows("steel-coils.csv")).allMatch(coil -> slabs.contains(coil[5]));
        assertThat(rows("cement-28-days.csv")).allMatch(late -> cement.contains(late[0]));
    }

    @Test
    void massIsNeverMadeOnTheWay() throws IOException {
        Map<String, Double> slabs = masses("steel-slabs.csv", 0, 2);
        Map<String, Double> cast = masses("steel-slabs.csv", 4, 2);

        assertThat(masses("steel-heats.csv", 0, 4))
                .allSatisfy((heat, mass) -> assertThat(cast.get(heat)).as(heat).isBetween(0.75 * mass, mass));
        assertThat(masses("steel-coils.csv", 5, 3))
                .allSatisfy((slab, mass) ->
                        assertThat(mass).as(slab).isBetween(0.96 * slabs.get(slab), 0.99 * slabs.get(slab)));
    }

    private static Map<String, Double> masses(String file, int keyColumn, int massColumn) throws IOException {
        return rows(file).stream()
                .collect(Collectors.groupingBy(
                        row -> row[keyColumn],
                        Collectors.summingDouble(row -> Double.parseDouble(row[massColumn].replace(" kg", "")))));
    }

    private static Set<String> firstColumn(String file) throws IOException {
        Set<String> column = new HashSet<>();
        rows(file).forEach(row -> column.add(row[0]));
        return column;
    }

    private static List<String[]> rows(String file) throws IOException {
        return Stream.of(stored(file).split("\n", -1))
                .filter(line -> !line.isEmpty())
                .skip(1)
                .map(line -> line.split(",", -1))
                .sorted(Comparator.comparing(row -> row[0]))
                .toList();
    }

    private static String stored(String file) throws IOException {
        try (InputStream in = SampleFilesTest.class.getResourceAsStream("/samples/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
