package org.yuanliu.tools.samples;

import static org.yuanliu.tools.samples.Chance.number;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Sixteen days of a steelworks: heats of one converter, cast into slabs, rolled into coils. Masses add up (a heat gives the
 * slabs its steel allows, a coil loses scale and crops), chemistry keeps to the grade's limits, and strength follows
 * chemistry and thickness.
 */
final class Steelworks {
    private static final String PREFIX = "88.118.8/";
    private static final int FIRST_HEAT = 4013;
    private static final int LAST_HEAT = 4527;
    private static final int MINUTES_A_HEAT = 44;
    /** In g/cm3, and in metres. */
    private static final double STEEL_DENSITY = 7.85;

    private static final double SLAB_THICKNESS = 0.230;
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    /** When heat 4521 was tapped; all others follow from their number. */
    private static final LocalDateTime ANCHOR = LocalDateTime.of(2026, 11, 24, 0, 40);

    private static final int ANCHOR_HEAT = 4521;

    /** Aims in per cent; {@code yield} and {@code tensile} in MPa at 8 mm, {@code elongation} in per cent. */
    private record Grade(
            String name,
            String standard,
            double c,
            double si,
            double mn,
            double yield,
            double tensile,
            double elongation) {}

    /** What a heat hands to the caster; {@code hardening} in MPa above the grade's aim, from carbon and manganese. */
    private record Steel(double kilograms, double hardening) {}

    /** In millimetres and MPa. */
    private record Strip(int width, double thickness, double hardening) {}

    private static final Grade Q235B = new Grade("Q235B", "GB/T 700-2006", 0.16, 0.18, 0.45, 285, 425, 33);
    private static final Grade Q355B = new Grade("Q355B", "GB/T 1591-2018", 0.17, 0.25, 1.28, 405, 545, 27);
    private static final Grade Q420C = new Grade("Q420C", "GB/T 1591-2018", 0.13, 0.28, 1.46, 468, 595, 23);

    private final Chance chance = new Chance(3120);
    private final Sheet heats = new Sheet(
            "steel-heats.csv",
            "identifier",
            "2000:grade",
            "2001:standard",
            "2002:tapped",
            "2003:mass",
            "2010:chem.C",
            "2011:chem.Si",
            "2012:chem.Mn",
            "2013:chem.P",
            "2014:chem.S",
            "2015:chem.Als");
    private final Sheet slabs =
            new Sheet("steel-slabs.csv", "identifier", "2000:grade", "2003:mass", "2004:size", "2005:heat");
    private final Sheet coils = new Sheet(
            "steel-coils.csv",
            "identifier",
            "2000:grade",
            "2001:standard",
            "2003:mass",
            "2004:size",
            "2006:slab",
            "2020:mech.ReH",
            "2021:mech.Rm",
            "2022:mech.A");

    List<Sheet> sheets() {
        Grade grade = Q355B;
        int left = 9;
        for (int number = FIRST_HEAT; number <= LAST_HEAT; number++) {
            if (left-- == 0) {
                grade = chance.oneOf(Q355B, Q355B, Q355B, Q235B, Q235B, Q420C);
                left = chance.between(4, 14);
            }
            heat(number, number > ANCHOR_HEAT - 3 ? Q355B : grade);
        }
        return List.of(heats, slabs, coils);
    }

    private void heat(int number, Grade grade) {
        LocalDateTime tapped = ANCHOR.plus((long) (number - ANCHOR_HEAT) * MINUTES_A_HEAT, ChronoUnit.MINUTES)
                .plusMinutes(number == ANCHOR_HEAT ? 0 : chance.between(-5, 5));
        String name = "H26B" + number("%05.0f", number);
        String identifier = PREFIX + "3120." + grade.name + "." + DAY.format(tapped) + "." + name;
        double mass = chance.around(128_500, 1_400, 124_000, 132_000);
        double c = chance.around(grade.c, 0.010, grade.c - 0.03, grade.c + 0.03);
        double mn = chance.around(grade.mn, 0.035, grade.mn - 0.10, grade.mn + 0.10);
        heats.add(
                identifier,
                grade.name,
                grade.standard,
                tapped + "+08:00",
                number("%.0f kg", mass),
                number("%.3f %%", c),
                number("%.2f %%", chance.around(grade.si, 0.025, grade.si - 0.08, grade.si + 0.08)),
                number("%.2f %%", mn),
                number("%.3f %%", chance.around(0.016, 0.003, 0.008, 0.025)),
                number("%.3f %%", chance.around(0.006, 0.002, 0.002, 0.014)),
                number("%.3f %%", chance.around(0.028, 0.004, 0.016, 0.042)));
        cast(grade, tapped, name, identifier, new Steel(mass * 0.975, (c - grade.c) * 600 + (mn - grade.mn) * 90));
    }

    private void cast(Grade grade, LocalDateTime tapped, String name, String heat, Steel steel) {
        int width = chance.oneOf(1250, 1250, 1500, 1550);
        double thickness = chance.oneOf(2.75, 3.75, 5.75, 7.75, 9.75, 11.75);
        double left = steel.kilograms;
        for (int number = 1; left > 20_000; number++) {
            double kilogramsAMillimetre = SLAB_THICKNESS * width * STEEL_DENSITY / 1e3;
            int length = (int) Math.min(chance.between(92, 104) * 100, left / kilogramsAMillimetre);
            double mass = length * kilogramsAMillimetre;
            String slab = PREFIX + "3120." + grade.name + "." + DAY.format(tapped.plusMinutes(55)) + "." + name
                    + number("-S%02.0f", number);
            slabs.add(slab, grade.name, number("%.0f kg", mass), "230x" + width + "x" + length + " mm", heat);
            String coil = PREFIX + "3130." + grade.name + "." + DAY.format(tapped.plusMinutes(480 + 4L * number)) + "."
                    + name + number("-%02.0f", number);
            roll(grade, coil, slab, mass, new Strip(width, thickness, steel.hardening));
            left -= mass;
        }
    }

    private void roll(Grade grade, String coil, String slab, double slabMass, Strip strip) {
        double thinner = 8 - strip.thickness;
        double yield = grade.yield + strip.hardening + 2.2 * thinner + chance.around(0, 7, -18, 18);
        double tensile = grade.tensile + 0.9 * strip.hardening + 1.1 * thinner + chance.around(0, 6, -15, 15);
        double elongation = grade.elongation - (yield - grade.yield) / 18 + chance.around(0, 0.8, -2, 2);
        coils.add(
                coil,
                grade.name,
                grade.standard,
                number("%.0f kg", slabMass * chance.around(0.978, 0.003, 0.97, 0.985)),
                number("%.2f", strip.thickness) + "x" + strip.width + " mm",
                slab,
                number("%.0f MPa", yield),
                number("%.0f MPa", tensile),
                number("%.1f %%", elongation));
    }
}
