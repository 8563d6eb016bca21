package org.yuanliu.tools.certificates;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Certificates of analysis (CoA): a lot and a list of properties, each with method, unit and value. */
final class CertificateOfAnalysis implements Shape {
    private static final String ROOT = "/Certificate";
    private static final String PRODUCT = ROOT + "/Product";
    private static final String DEAL = ROOT + "/BusinessTransaction";
    private static final String INSPECTIONS = ROOT + "/Analysis/Inspections";

    /** Properties that the templates call otherwise. */
    private static final Map<String, String> NAMES = Map.of(
            "mfi", "MFR",
            "melt flow rate", "MFR",
            "melt flow index", "MFR",
            "melt mass-flow rate", "MFR",
            "charpy impact strength", "impact.charpy",
            "izod impact strength", "impact.izod",
            "loss on ignition", "LOI");

    @Override
    public String word() {
        return "CoA";
    }

    @Override
    public String sign() {
        return ROOT + "/Analysis";
    }

    @Override
    public String number() {
        return ROOT + "/Id";
    }

    @Override
    public List<String> items() {
        return List.of(DEAL + "/Order/Position", DEAL + "/Delivery/Position");
    }

    /** By the name; a melt flow rate only plastics have. */
    @Override
    public Optional<String> pack(Leaves leaves) {
        Optional<String> named = Words.materialPack(product(leaves));
        boolean melts = leaves.entries(INSPECTIONS).stream()
                .anyMatch(each -> leaves.look(each + "/Property")
                        .filter(name -> field(name).equals("MFR"))
                        .isPresent());
        return named.isPresent() || !melts ? named : Optional.of("polyolefin-resin");
    }

    @Override
    public String product(Leaves leaves) {
        return leaves.look(PRODUCT + "/Name").orElse("");
    }

    @Override
    public void map(Facts facts) {
        facts.text("certificate.type", ROOT + "/Standard/Type");
        facts.text("certificate.date", ROOT + "/Date");
        facts.text("order.no", DEAL + "/Order/Id");
        facts.text("customer", ROOT + "/Parties/Customer/Name");
        facts.text("grade", PRODUCT + "/Name");
        facts.text("standard", PRODUCT + "/Standards/0");
        facts.text("date", PRODUCT + "/ProductionDate");
        for (String field : List.of("lot", "batch")) {
            for (String place : List.of("/Analysis/LotId", "/Product/ProductionBatchId", "/Product/FillingBatchId")) {
                facts.text(field, ROOT + place);
            }
        }
        String quantity = DEAL + "/Delivery/Quantity";
        facts.measure("mass", quantity, quantity + "Unit");
        for (String each : facts.leaves().entries(INSPECTIONS)) {
            facts.leaves()
                    .look(each + "/Property")
                    .ifPresent(name -> facts.measure(
                            field(name),
                            each + "/Value",
                            each + "/Unit",
                            each + "/Property",
                            each + "/PropertyId",
                            each + "/ValueType"));
        }
    }

    private static String field(String property) {
        return NAMES.getOrDefault(property.strip().toLowerCase(Locale.ROOT), property.strip());
    }
}
