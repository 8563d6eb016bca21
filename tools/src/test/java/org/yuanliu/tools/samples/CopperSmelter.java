package org.yuanliu.tools.samples;

import static org.yuanliu.tools.samples.Chance.number;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Forty days of copper cathode (GB/T 467-2010). The impurities of a day's lots hang together, because they come from the
 * same anodes; a lot with too much sulphur for Cu-CATH-1 is graded down to Cu-CATH-2.
 */
final class CopperSmelter {
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 10, 15);
    private static final int DAYS = 40;

    private final Chance chance = new Chance(3211);
    private final Sheet lots = new Sheet(
            "copper-cathodes.csv",
            "identifier",
            "2000:grade",
            "2001:standard",
            "2002:anodes",
            "2003:mass",
            "2004:bundles",
            "2010:assay.Cu",
            "2011:assay.Ag",
            "2012:assay.As",
            "2013:assay.Sb",
            "2014:assay.Bi",
            "2015:assay.Pb",
            "2016:assay.S",
            "2017:assay.Fe");

    List<Sheet> sheets() {
        int serial = 0;
        for (int d = 0; d < DAYS; d++) {
            LocalDate day = FIRST_DAY.plusDays(d);
            serial = day.getDayOfMonth() == 1 ? 0 : serial;
            double dirt = chance.around(1, 0.15, 0.7, 1.3);
            int today = chance.between(37, 42);
            for (int i = 0; i < today; i++) {
                lot(day, ++serial, dirt);
            }
        }
        return List.of(lots);
    }

    private void lot(LocalDate day, int serial, double dirt) {
        double silver = chance.around(9.5 * dirt, 0.9, 5, 15);
        double arsenic = chance.around(1.6 * dirt, 0.3, 0.5, 4.5);
        double antimony = chance.around(1.1 * dirt, 0.2, 0.3, 3.5);
        double bismuth = chance.around(0.5 * dirt, 0.1, 0.1, 1.5);
        double lead = chance.around(1.4 * dirt, 0.3, 0.4, 4.5);
        double iron = chance.around(3.0, 0.6, 1, 8);
        boolean rough = chance.oneIn(30);
        double sulphur = rough ? chance.around(18, 1.2, 16, 22) : chance.around(6.5, 1.4, 3, 13);
        String grade = rough ? "Cu-CATH-2" : "Cu-CATH-1";
        double impurities = silver + arsenic + antimony + bismuth + lead + iron + sulphur;
        int bundles = chance.between(9, 11);
        lots.add(
                "88.118.12/3211." + grade.replace("-", "") + "." + DateTimeFormatter.BASIC_ISO_DATE.format(day) + ".L"
                        + number("%04.0f", serial),
                grade,
                "GB/T 467-2010",
                "A" + day.minusDays(chance.between(8, 9)).format(DateTimeFormatter.ofPattern("yyMMdd")),
                number("%.0f kg", bundles * chance.around(2_480, 25, 2_400, 2_560)),
                Integer.toString(bundles),
                number("%.4f %%", 100 - impurities / 1e4),
                ppm(silver),
                ppm(arsenic),
                ppm(antimony),
                ppm(bismuth),
                ppm(lead),
                ppm(sulphur),
                ppm(iron));
    }

    private static String ppm(double value) {
        return number("%.1f ppm", value);
    }
}
