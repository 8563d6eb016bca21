package org.yuanliu.tools.bench.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.yuanliu.grpc.ParcelItem;
import org.yuanliu.json.Packs;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.node.store.StoredRecord;
import org.yuanliu.protobuf.ElementMessages;
import org.yuanliu.template.Template;
import org.yuanliu.template.TemplateFill;
import org.yuanliu.template.TemplateReference;

/**
 * Steel coils as a plant registers them: the columns of the shipped sample, a coil number, and a date; by the template
 * {@value #TEMPLATE} of the shipped packs.
 */
public final class Coils {
    public static final String TEMPLATE = "steel-coil:1";

    /** So many differ in more than their number. */
    private static final int KINDS = 1024;

    private static final int SCATTER = 389;

    private static final List<String> GRADES = List.of("Q355B", "Q235B", "SPHC", "HRB400E", "510L");

    private Coils() {}

    public static Template template() {
        return Packs.named("steel-coil").orElseThrow();
    }

    public static Identifier identifier(int number) {
        return Identifier.known(Records.PREFIX + "/coil-" + Stencil.digits(number));
    }

    /** What the plant's system knows about one, by the names of the template's fields. */
    public static Map<String, String> values(int number) {
        return values(number, kind(number));
    }

    /** Scattered, or neighbours would look alike and take less room on a disk than those of a plant do. */
    private static int kind(int number) {
        return number % KINDS * SCATTER % KINDS;
    }

    private static Map<String, String> values(int number, int kind) {
        Map<String, String> values = new LinkedHashMap<>();
        String digits = Stencil.digits(number);
        values.put("grade", GRADES.get(kind % GRADES.size()));
        values.put("standard", "GB/T 1591-2018");
        values.put("mass", (18_000 + kind * 7) + " kg");
        values.put("size", "2." + (10 + kind % 80) + "x" + (1000 + kind % 50 * 10) + " mm");
        values.put("slab", Records.PREFIX + "/slab-" + digits);
        values.put("coil.no", "C" + digits);
        values.put("date", "2026-11-" + (10 + kind % 20));
        values.put("mech.ReH", (355 + kind % 97) + " MPa");
        values.put("mech.Rm", (490 + kind % 131) + " MPa");
        values.put("mech.A", (21 + kind % 8) + "." + kind % 10 + " %");
        return values;
    }

    /** The same as elements, with the reference to the template, which lies under {@code nodePrefix}. */
    public static List<Element> elements(String nodePrefix, int number) {
        return elements(nodePrefix, values(number));
    }

    private static List<Element> elements(String nodePrefix, Map<String, String> values) {
        Template template = template();
        return TemplateFill.fill(template, TemplateReference.of(nodePrefix, template), values)
                .elements();
    }

    /** As long as what a store keeps of one. */
    public static Bytes stored(String nodePrefix) {
        return StoredRecord.of(1, 1, 1, elements(nodePrefix, 1234)).bytes();
    }

    /** One in the words of its template, as an item of a parcel. */
    public static List<Stencil> inWords() {
        return stencils((number, kind) -> item(number)
                .setTemplate(TEMPLATE)
                .putAllValues(values(number, kind))
                .build());
    }

    /** One as elements that name their template, as an item of a parcel. */
    public static List<Stencil> asElements(String nodePrefix) {
        return stencils((number, kind) -> item(number)
                .addAllElements(ElementMessages.write(elements(nodePrefix, values(number, kind))))
                .build());
    }

    private interface Item {
        ParcelItem of(int number, int kind);
    }

    private static List<Stencil> stencils(Item item) {
        return IntStream.range(0, KINDS)
                .mapToObj(i -> Stencil.of(number -> item.of(number, kind(i)).toByteArray()))
                .toList();
    }

    private static ParcelItem.Builder item(int number) {
        return ParcelItem.newBuilder().setIdentifier(identifier(number).text());
    }
}
