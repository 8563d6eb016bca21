package org.yuanliu.tools.samples;

import static org.yuanliu.tools.samples.Chance.number;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Seven weeks of four resin lines. Melt flow drifts slowly within its window, as a reactor does, and density follows it. */
final class PetrochemicalPlant {
    private static final LocalDateTime FIRST_LOT = LocalDateTime.of(2026, 10, 3, 2, 0);
    private static final int LOTS_A_LINE = 412;
    private static final int HOURS_A_LOT = 3;

    /** Melt flow in g/10 min and density in g/cm3, each with its aim and half the width of its window. */
    private record Line(
            int number,
            String grade,
            String standard,
            double flow,
            double flowRange,
            double density,
            double densityRange) {}

    private static final List<Line> LINES = List.of(
            new Line(11, "PE7042", "GB/T 11115-2009", 2.0, 0.3, 0.9200, 0.0020),
            new Line(12, "PE5000S", "GB/T 11115-2009", 0.90, 0.2, 0.9510, 0.0020),
            new Line(21, "PPT30S", "GB/T 12670-2008", 3.0, 0.5, 0.9050, 0.0015),
            new Line(22, "PPK8003", "GB/T 12670-2008", 2.5, 0.6, 0.9030, 0.0015));

    private final Chance chance = new Chance(2651);
    private final Sheet lots = new Sheet(
            "resin-lots.csv",
            "identifier",
            "2000:grade",
            "2001:standard",
            "2002:silo",
            "2003:mass",
            "2010:MFR",
            "2011:density",
            "2012:yellowness");

    List<Sheet> sheets() {
        for (Line line : LINES) {
            double drift = 0;
            for (int i = 0; i < LOTS_A_LINE; i++) {
                drift = 0.85 * drift + 0.15 * chance.around(0, 0.9, -2, 2);
                lot(line, i, drift);
            }
        }
        return List.of(lots);
    }

    private void lot(Line line, int i, double drift) {
        LocalDateTime made = FIRST_LOT.plusHours((long) i * HOURS_A_LOT);
        double flow =
                line.flow + line.flowRange * Math.max(-0.9, Math.min(0.9, drift + chance.around(0, 0.12, -0.3, 0.3)));
        double density = line.density
                + line.densityRange * Math.max(-0.9, Math.min(0.9, 0.6 * drift + chance.around(0, 0.2, -0.5, 0.5)));
        lots.add(
                "88.118.23/2651." + line.grade + "." + DateTimeFormatter.BASIC_ISO_DATE.format(made) + ".B"
                        + line.number + number("-%04.0f", i + 1),
                line.grade,
                line.standard,
                "S" + line.number + (char) ('A' + i % 6),
                number("%.0f kg", chance.around(112_000, 2_500, 104_000, 120_000)),
                number("%.2f g/10min", flow),
                number("%.4f g/cm3", density),
                number("%.1f", chance.around(-4.5, 1.1, -8, 0)));
    }
}
