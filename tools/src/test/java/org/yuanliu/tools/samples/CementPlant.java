package org.yuanliu.tools.samples;

import static org.yuanliu.tools.samples.Chance.number;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Ten weeks of cement (GB 175-2023). A batch leaves the plant with its three-day strength; the 28-day strength comes late,
 * so it stands in a file of its own and only for batches that are old enough.
 */
final class CementPlant {
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 9, 12);
    private static final LocalDate LAST_TESTED_DAY = LocalDate.of(2026, 10, 26);
    private static final int DAYS = 70;
    private static final int BATCHES_A_DAY = 24;

    /** Strengths in MPa: aims after 3 and 28 days; the standard asks for {@code least} after 28. */
    private record Kind(String code, String name, double three, double late, double least) {}

    private static final Kind PO425 = new Kind("PO425", "P.O 42.5", 26.5, 50.0, 42.5);
    private static final Kind PO525 = new Kind("PO525", "P.O 52.5", 31.5, 58.5, 52.5);
    private static final Kind PC425 = new Kind("PC425", "P.C 42.5", 22.5, 47.5, 42.5);

    private final Chance chance = new Chance(3011);
    private final Sheet batches = new Sheet(
            "cement-batches.csv",
            "identifier",
            "2000:grade",
            "2001:standard",
            "2002:clinker",
            "2003:mass",
            "2010:strength.3d",
            "2011:set.initial",
            "2012:set.final",
            "2013:SO3",
            "2014:MgO",
            "2015:Cl");
    private final Sheet late = new Sheet("cement-28-days.csv", "identifier", "2016:strength.28d");

    List<Sheet> sheets() {
        for (int d = 0; d < DAYS; d++) {
            LocalDate day = FIRST_DAY.plusDays(d);
            double clinker = chance.around(0, 0.6, -1.2, 1.2);
            for (int i = 1; i <= BATCHES_A_DAY; i++) {
                batch(day, i, chance.oneOf(PO425, PO425, PO425, PO525, PC425), clinker);
            }
        }
        return List.of(batches, late);
    }

    private void batch(LocalDate day, int serial, Kind kind, double clinker) {
        String identifier = "88.118.31/3011." + kind.code + "." + DateTimeFormatter.BASIC_ISO_DATE.format(day) + ".W"
                + number("%03.0f", serial);
        double surplus = clinker + chance.around(0, 0.7, -1.8, 1.8);
        int initial = (int) chance.around(168 - 6 * surplus, 9, 130, 215);
        batches.add(
                identifier,
                kind.name,
                "GB 175-2023",
                "K" + chance.between(1, 2) + day.format(DateTimeFormatter.ofPattern("-MMdd")),
                number("%.0f kg", chance.around(598_000, 4_000, 580_000, 615_000)),
                number("%.1f MPa", kind.three + surplus),
                initial + " min",
                initial + chance.between(48, 66) + " min",
                number("%.2f %%", chance.around(2.45, 0.12, 2.0, 3.0)),
                number("%.2f %%", chance.around(2.1, 0.25, 1.2, 3.4)),
                number("%.3f %%", chance.around(0.024, 0.005, 0.010, 0.045)));
        if (!day.isAfter(LAST_TESTED_DAY)) {
            late.add(
                    identifier,
                    number(
                            "%.1f MPa",
                            Math.max(kind.least + 1, kind.late + 1.3 * surplus + chance.around(0, 0.8, -2, 2))));
        }
    }
}
