package org.yuanliu.tools.certificates;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Inspection documents of steel in the codes of EN 10168: A is the transaction, B the product, C the inspection, D other
 * tests, Z the validation.
 */
final class En10168 implements Shape {
    private static final String DEAL = "/Certificate/CommercialTransaction";
    private static final String PRODUCT = "/Certificate/ProductDescription";
    private static final String VALIDATION = "/Certificate/Validation";
    private static final int FIRST_ELEMENT = 71;
    private static final int LAST_ELEMENT = 99;

    /** Kinds of inspection documents of EN 10204. */
    static final Pattern TYPE = Pattern.compile("(?<![0-9.])(2\\.1|2\\.2|3\\.1|3\\.2)(?![0-9.])");

    private static final Pattern DEGREES = Pattern.compile("([+-]?[0-9]+(?:\\.[0-9]+)?) *(?:°C|°|C|Celsius)");

    /** C70: the letters of the standard. */
    private static final Map<String, String> PROCESSES = Map.of("Y", "BOF", "E", "EAF");

    private static final Map<String, String> CONDITIONS = Map.of(
            "normalized",
            "N",
            "normalised",
            "N",
            "as rolled",
            "AR",
            "annealed",
            "A",
            "+N",
            "N",
            "+AR",
            "AR",
            "+A",
            "A");

    @Override
    public String word() {
        return "EN 10168";
    }

    @Override
    public String sign() {
        return DEAL;
    }

    @Override
    public String number() {
        return DEAL + "/A03";
    }

    @Override
    public List<String> items() {
        return List.of(DEAL + "/A97", DEAL + "/A96");
    }

    @Override
    public Optional<String> pack(Leaves leaves) {
        return Optional.of(Words.steelPack(product(leaves)));
    }

    @Override
    public String product(Leaves leaves) {
        return leaves.look(PRODUCT + "/B01").orElse("") + " "
                + leaves.look(PRODUCT + "/B09/Form").orElse("");
    }

    @Override
    public void map(Facts facts) {
        Leaves leaves = facts.leaves();
        leaves.look(DEAL + "/A02").map(TYPE::matcher).filter(Matcher::find).ifPresent(type -> {
            if (facts.give("certificate.type", DEAL + "/A02", type.group())) {
                leaves.drop(DEAL + "/A02");
            }
        });
        facts.text("certificate.date", VALIDATION + "/Z02");
        facts.text("order.no", DEAL + "/A07");
        facts.text("customer", DEAL + "/A06.1/Name");
        facts.text("customer", DEAL + "/A06/Name");
        product(facts);
        List<String> inspections = leaves.entries("/Certificate/Inspection");
        if (!inspections.isEmpty()) {
            inspection(inspections.get(0), facts);
        }
    }

    private void product(Facts facts) {
        Leaves leaves = facts.leaves();
        String form = Words.form(leaves.look(PRODUCT + "/B09/Form").orElse(product(leaves)));
        if (facts.give("form", PRODUCT + "/B09/Form", form)) {
            leaves.drop(PRODUCT + "/B09/Form");
        }
        facts.text("grade", PRODUCT + "/B02/SteelDesignation/0");
        facts.text("standard", PRODUCT + "/B02/ProductNorm/0");
        facts.text("standard", PRODUCT + "/B02/MaterialNorm/0");
        coded("delivery.condition", PRODUCT + "/B04", CONDITIONS, facts);
        heat(facts);
        facts.text("pieces", PRODUCT + "/B08");
        facts.size(PRODUCT + "/B09");
        for (String other : List.of(PRODUCT + "/B10", PRODUCT + "/B11")) {
            if (leaves.look(other + "/Property")
                    .filter("Length"::equalsIgnoreCase)
                    .isPresent()) {
                measure("length", other, facts);
            }
        }
        if (!measure("mass", PRODUCT + "/B13", facts)) {
            measure("mass", PRODUCT + "/B12", facts);
        }
    }

    /** The product's heat, if it is made of only one. */
    private static void heat(Facts facts) {
        Leaves leaves = facts.leaves();
        List<String> heats = leaves.entries(PRODUCT + "/B07");
        long different = heats.stream()
                .map(leaves::look)
                .flatMap(Optional::stream)
                .distinct()
                .count();
        if (different == 1 && facts.text("heat.no", heats.get(0))) {
            heats.forEach(leaves::drop);
        }
    }

    private static void coded(String field, String path, Map<String, String> codes, Facts facts) {
        facts.leaves().look(path).ifPresent(text -> {
            if (facts.give(field, path, codes.getOrDefault(text, text))) {
                facts.leaves().drop(path);
            }
        });
    }

    private static boolean measure(String field, String path, Facts facts) {
        return facts.measure(field, path + "/Value", path + "/Unit", path + "/Property");
    }

    private static void inspection(String place, Facts facts) {
        Leaves leaves = facts.leaves();
        coded("process", place + "/ChemicalComposition/C70", PROCESSES, facts);
        for (int code = FIRST_ELEMENT; code <= LAST_ELEMENT; code++) {
            String path = place + "/ChemicalComposition/C" + code;
            leaves.look(path + "/Symbol")
                    .ifPresent(
                            symbol -> facts.element(symbol, path + "/Actual/Value", path + "/Unit", path + "/Symbol"));
        }
        String yield = place + "/TensileTest/C11";
        String meant = leaves.look(yield + "/Property").orElse("ReH");
        boolean proof = !meant.contains("ReH") && meant.contains("Rp");
        measure(proof ? "mech.Rp0.2" : "mech.ReH", yield, facts);
        measure("mech.Rm", place + "/TensileTest/C12", facts);
        measure("mech.A", place + "/TensileTest/C13", facts);
        if (measure("impact.energy", place + "/NotchedBarImpactTest/C43", facts)) {
            leaves.look(place + "/C03")
                    .map(DEGREES::matcher)
                    .filter(Matcher::matches)
                    .ifPresent(degrees -> {
                        if (facts.give("impact.temperature", place + "/C03", degrees.group(1) + " °C")) {
                            leaves.drop(place + "/C03");
                        }
                    });
        }
        measure("hardness", place + "/HardnessTest/C32", facts);
    }
}
