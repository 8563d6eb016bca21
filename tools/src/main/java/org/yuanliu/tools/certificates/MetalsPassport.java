package org.yuanliu.tools.certificates;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Digital material passports of metals: a product, its chemistry, its mechanical and other properties. */
final class MetalsPassport implements Shape {
    private static final String ROOT = "/DigitalMaterialPassport";
    private static final String PRODUCT = ROOT + "/Product";
    private static final String DEAL = ROOT + "/TransactionData";
    private static final String DESIGNATIONS = PRODUCT + "/MaterialDesignations";

    /** Fields by symbol, with a point where some write a comma. */
    private static final Map<String, String> MECHANICAL = Map.of(
            "rm", "mech.Rm",
            "reh", "mech.ReH",
            "rp0.2", "mech.Rp0.2",
            "a", "mech.A",
            "a5", "mech.A",
            "a50", "mech.A50",
            "z", "mech.Z",
            "hbw", "hardness");

    @Override
    public String word() {
        return "Metals";
    }

    @Override
    public String sign() {
        return ROOT;
    }

    @Override
    public String number() {
        return ROOT + "/Id";
    }

    @Override
    public List<String> items() {
        String deal = DEAL + "/BusinessTransaction";
        return List.of(deal + "/Order/Position", deal + "/Delivery/Position");
    }

    @Override
    public Optional<String> pack(Leaves leaves) {
        return Words.metalPack(product(leaves));
    }

    @Override
    public String product(Leaves leaves) {
        Stream<String> designations = leaves.entries(DESIGNATIONS).stream()
                .flatMap(each -> Stream.of("/Name/System", "/Name/Value", "/Number/System", "/Number/Value")
                        .map(part -> each + part));
        return Stream.concat(Stream.of(PRODUCT + "/Name", PRODUCT + "/Shape/Form"), designations)
                .map(leaves::look)
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }

    @Override
    public void map(Facts facts) {
        facts.text("certificate.type", ROOT + "/Validation/CertificateType/Type");
        facts.text("certificate.date", ROOT + "/IssueDate");
        facts.text("order.no", DEAL + "/BusinessTransaction/Order/Id");
        facts.text("customer", DEAL + "/Parties/Customer/Name");
        product(facts);
        chemistry(facts);
        for (String each : facts.leaves().entries(ROOT + "/MechanicalProperties")) {
            mechanical(each, facts);
        }
        facts.leaves().dropNamed("ResultType");
    }

    private void product(Facts facts) {
        Leaves leaves = facts.leaves();
        String form = Words.form(leaves.look(PRODUCT + "/Shape/Form").orElse(product(leaves)));
        if (facts.give("form", PRODUCT + "/Shape/Form", form)) {
            leaves.drop(PRODUCT + "/Shape/Form");
        }
        // Alloys of aluminium go by number, steels and copper by name.
        boolean numbered = facts.template().name().startsWith("aluminium");
        designation(numbered ? "/Number" : "/Name", facts);
        designation(numbered ? "/Name" : "/Number", facts);
        standard(PRODUCT + "/ProductNorms/0", facts);
        standard(PRODUCT + "/MaterialNorms/0", facts);
        facts.text("temper", PRODUCT + "/DeliveryCondition/Code");
        facts.text("lot", PRODUCT + "/BatchId");
        facts.text("date", PRODUCT + "/ProductionDate");
        facts.text("pieces", PRODUCT + "/Quantity");
        facts.size(PRODUCT + "/Shape");
        facts.measure("mass", PRODUCT + "/Weight", PRODUCT + "/WeightUnit");
    }

    private static void designation(String kind, Facts facts) {
        String place = DESIGNATIONS + "/0" + kind;
        if (facts.text("grade", place + "/Value")) {
            facts.leaves().drop(place + "/System");
        }
    }

    private static void standard(String place, Facts facts) {
        Leaves leaves = facts.leaves();
        leaves.look(place + "/Standard").ifPresent(name -> {
            String text = name + leaves.look(place + "/Year").map(":"::concat).orElse("");
            if (facts.give("standard", place, text)) {
                leaves.drop(place + "/Standard", place + "/Year");
            }
        });
    }

    private static void chemistry(Facts facts) {
        Leaves leaves = facts.leaves();
        List<String> analyses = leaves.entries(ROOT + "/ChemicalAnalysis");
        if (analyses.isEmpty()) {
            return;
        }
        String analysis = analyses.get(0);
        facts.text("heat.no", analysis + "/HeatNumber");
        facts.text("melt.no", analysis + "/HeatNumber");
        facts.text("process", analysis + "/MeltingProcess");
        for (String each : leaves.entries(analysis + "/Elements")) {
            leaves.look(each + "/PropertySymbol")
                    .ifPresent(symbol ->
                            facts.element(symbol, each + "/Actual/Value", each + "/Unit", each + "/PropertySymbol"));
        }
    }

    private static void mechanical(String place, Facts facts) {
        Leaves leaves = facts.leaves();
        String symbol = leaves.look(place + "/PropertySymbol")
                .orElse("")
                .replace(',', '.')
                .toLowerCase(Locale.ROOT);
        String field = MECHANICAL.get(symbol);
        if (field != null) {
            facts.measure(
                    field,
                    place + "/Actual/Value",
                    place + "/Unit",
                    place + "/PropertySymbol",
                    place + "/PropertyName");
        }
    }
}
