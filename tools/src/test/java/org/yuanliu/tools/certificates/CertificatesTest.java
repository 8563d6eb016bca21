package org.yuanliu.tools.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yuanliu.json.Json;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Rule;
import org.yuanliu.model.Violation;
import org.yuanliu.tools.certificates.Mapping.Unmapped;
import org.yuanliu.tools.files.BatchLine;

class CertificatesTest {
    private static final String COIL = """
            {"Certificate":{
              "CommercialTransaction":{"A02":"EN 10204 3.1","A03":"C 7/1","A97":"10"},
              "ProductDescription":{"B01":"Hot rolled coil","B02":{"SteelDesignation":["S355J2"],"ProductNorm":["EN 10025-2"]},
                "B07":["H1","H1"],"B09":{"Form":"Coil","Width":1250,"Thickness":2.75,"Unit":"mm"},
                "B13":{"Property":"mass","Value":26.947,"Unit":"t"}},
              "Inspection":[{
                "ChemicalComposition":{"C70":"Y",
                  "C71":{"Symbol":"C","Unit":"%","Actual":{"Value":"0.170"}},
                  "C72":{"Symbol":"Mo","Unit":"%","Actual":{"Value":"0.002","Operator":"<"}}},
                "TensileTest":{"C11":{"Property":"Rp0,2","Value":401,"Unit":"MPa"},
                  "C12":{"Value":546,"Unit":"N/mm²"},"C13":{"Value":27.3,"Unit":"%"}}}],
              "Validation":{"Z02":"2026-11-24"}}}
            """;

    @Test
    void whatTheCertificateLacksCanBeSaid() throws Exception {
        Mapping mapping = read(COIL, Map.of("slab", "88.118.8/S1", "上屈服强度", "412 MPa"));

        assertThat(mapping.template()).isEqualTo("steel-coil:1");
        assertThat(mapping.line()).isInstanceOfSatisfying(BatchLine.Filled.class, line -> {
            assertThat(line.identifier()).hasToString("88.118.8/C-7-1-10");
            assertThat(line.values())
                    .containsEntry("size", "2.75x1250 mm")
                    .containsEntry("heat.no", "H1")
                    .containsEntry("mass", "26.947 t")
                    .containsEntry("process", "BOF")
                    .containsEntry("chem.C", "0.170 %")
                    .containsEntry("mech.Rp0.2", "401 MPa")
                    .containsEntry("mech.ReH", "412 MPa")
                    .containsEntry("certificate.type", "3.1")
                    .containsEntry("certificate.no", "C 7/1")
                    .doesNotContainKey("chem.Mo");
        });
    }

    @Test
    void boundIsNoMeasuredValueAndIsListed() throws Exception {
        assertThat(read(COIL, Map.of()).unmapped())
                .extracting(Unmapped::path)
                .contains(
                        "/Certificate/Inspection/0/ChemicalComposition/C72/Actual/Value",
                        "/Certificate/Inspection/0/ChemicalComposition/C72/Actual/Operator")
                .doesNotContain("/Certificate/Inspection/0/ChemicalComposition/C71/Actual/Value");
    }

    @Test
    void missingRequiredFieldsRefuseTheCertificateAllAtOnce() throws Exception {
        assertThat(refusal(read(COIL, Map.of())).violations())
                .extracting(Violation::field)
                .containsExactlyInAnyOrder("slab", "mech.ReH");
    }

    @Test
    void saidValueThatIsNoFieldRefuses() throws Exception {
        assertThat(refusal(read(COIL, Map.of("slap", "88.118.8/S1"))).violations())
                .anySatisfy(violation -> {
                    assertThat(violation.rule()).isEqualTo(Rule.UNKNOWN_FIELD);
                    assertThat(violation.hint()).isEqualTo("slab");
                });
    }

    @Test
    void optionalValueThatItsFieldCannotHoldIsListedWithTheReason() throws Exception {
        Mapping mapping = read(COIL.replace("\"Y\"", "\"open hearth\""), Map.of());

        assertThat(mapping.unmapped())
                .filteredOn(each -> each.why().isPresent())
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.path()).isEqualTo("/Certificate/Inspection/0/ChemicalComposition/C70");
                    assertThat(each.value()).isEqualTo("open hearth");
                });
    }

    @Test
    void valueOutOfRangeRefuses() throws Exception {
        assertThat(refusal(read(COIL.replace("0.170", "150.5"), Map.of())).violations())
                .extracting(Violation::rule)
                .contains(Rule.OUT_OF_RANGE);
    }

    @Test
    void secondInspectionIsListedWholeAndMixesWithNothing() throws Exception {
        ObjectNode root = (ObjectNode) Json.read(Bytes.utf8(COIL));
        ArrayNode inspections = (ArrayNode) root.at("/Certificate/Inspection");
        ObjectNode second = inspections.get(0).deepCopy();
        second.putObject("HardnessTest").putObject("C32").put("Value", 151).put("Unit", "HBW");
        inspections.add(second);

        Mapping one = read(COIL, Map.of());
        Mapping two = read(root.toString(), Map.of());

        String place = "/Certificate/Inspection/1/";
        assertThat(two.unmapped())
                .filteredOn(each -> !each.path().startsWith(place))
                .isEqualTo(one.unmapped());
        assertThat(two.unmapped())
                .filteredOn(each -> each.path().startsWith(place))
                .extracting(Unmapped::path)
                .contains(place + "ChemicalComposition/C71/Actual/Value", place + "HardnessTest/C32/Value")
                .hasSize(leaves(second));
    }

    private static int leaves(JsonNode node) {
        int leaves = node.isValueNode() ? 1 : 0;
        for (JsonNode each : node) {
            leaves += leaves(each);
        }
        return leaves;
    }

    @Test
    void passportOfCathodesGoesToTheirPack() throws Exception {
        String passport = """
                {"DigitalMaterialPassport":{"Id":"P1","Product":{"Name":"Copper cathode","Weight":2500,"WeightUnit":"kg",
                  "ProductNorms":[{"Standard":"GB/T 467","Year":"2010"}],
                  "MaterialDesignations":[{"Name":{"System":"GB/T 467","Value":"Cu-CATH-1"}}],"BatchId":"L1"},
                  "ChemicalAnalysis":{"Elements":[
                    {"PropertySymbol":"Cu","Unit":"%","Actual":{"ResultType":"numeric","Value":99.9953}},
                    {"PropertySymbol":"Ag","Unit":"ppm","Actual":{"ResultType":"numeric","Value":10}}]}}}
                """;

        Mapping mapping = read(passport, Map.of());

        assertThat(mapping.template()).isEqualTo("copper-cathode:1");
        assertThat(refusal(mapping).violations())
                .extracting(Violation::field)
                .contains("bundles", "assay.As")
                .doesNotContain("assay.Cu", "assay.Ag", "grade", "mass", "standard");
    }

    @Test
    void analysisOfPolypropyleneIsMappedByItsProperties() throws Exception {
        String analysis = """
                {"Certificate":{"Id":"43","Standard":{"Type":"3.1"},"Date":"2021-12-12",
                  "Product":{"Name":"PP T30S polypropylene","Standards":["GB/T 12670"]},
                  "BusinessTransaction":{"Delivery":{"Quantity":1,"QuantityUnit":"t"}},
                  "Analysis":{"LotId":"L7","Inspections":[
                    {"Property":"Melt flow rate","Value":"3.1","Unit":"g/10min"},
                    {"Property":"Density","Value":"0.905","Unit":"g/cm³"},
                    {"Property":"Type of failure","Value":"C"}]}}}
                """;

        Mapping mapping = read(analysis, Map.of());

        assertThat(mapping.line()).isInstanceOfSatisfying(BatchLine.Filled.class, line -> {
            assertThat(line.identifier()).hasToString("88.118.8/43");
            assertThat(line.values())
                    .containsEntry("MFR", "3.1 g/10min")
                    .containsEntry("density", "0.905 g/cm³")
                    .containsEntry("lot", "L7");
        });
        assertThat(mapping.unmapped()).extracting(Unmapped::value).containsExactly("Type of failure", "C");
    }

    @Test
    void whatIsNoCertificateOrFitsNoPackIsRefusedWithTheReason() {
        String brass = "{\"DigitalMaterialPassport\":{\"Id\":\"P1\",\"Product\":{\"Name\":\"Brass rods CW614N\"}}}";

        assertThatThrownBy(() -> read("[1]", Map.of())).isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> read("{", Map.of())).isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> read("{\"a\":1}", Map.of())).hasMessageContaining("EN 10168", "CoA", "Metals");
        assertThatThrownBy(() -> read(brass, Map.of())).hasMessageContaining("Brass rods CW614N");
        assertThatThrownBy(() -> read(COIL.replace("C 7/1", " "), Map.of())).hasMessageContaining("A03");
    }

    private static Mapping read(String text, Map<String, String> more) throws MalformedMessage {
        return Certificates.read(1, "c.json", Bytes.utf8(text), "88.118.8", more);
    }

    private static Problem refusal(Mapping mapping) {
        assertThat(mapping.line()).isInstanceOf(BatchLine.Wrong.class);
        return ((BatchLine.Wrong) mapping.line()).problem();
    }
}
