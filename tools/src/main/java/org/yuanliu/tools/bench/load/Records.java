package org.yuanliu.tools.bench.load;

import java.util.List;
import org.yuanliu.grpc.ParcelItem;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.node.store.StoredRecord;
import org.yuanliu.protobuf.ElementMessages;

/** The benchmark's records: names with a number in seven digits, three elements of about 120 bytes each. */
public final class Records {
    public static final String PREFIX = "88.118.8";

    private static final String FILL = "batch of hot rolled strip, Q355B, heat H26B04521, slab 03, 1250 x 11.5 mm";

    private Records() {}

    public static Identifier identifier(int number) {
        return Identifier.known(PREFIX + "/item-" + Stencil.digits(number));
    }

    /** Named like the others, and never registered. */
    public static Identifier unknown(int number) {
        return Identifier.known(PREFIX + "/void-" + Stencil.digits(number));
    }

    public static List<Element> elements(int number) {
        return List.of(
                Element.of(1, "URL", "https://plant.example.com/batches/" + number + "?" + FILL.substring(0, 45)),
                Element.of(2, "DESC", FILL + " " + number),
                Element.of(3, "TEST", "ReH 372 MPa, Rm 528 MPa, A 27 %, KV2 -20 C 96 J, " + FILL.substring(0, 30)));
    }

    /** As long as what a store keeps of one. */
    public static Bytes stored() {
        return StoredRecord.of(1, 1, 1, elements(1234)).bytes();
    }

    /** One as an item of a parcel. */
    public static Stencil item() {
        return Stencil.of(number -> ParcelItem.newBuilder()
                .setIdentifier(identifier(number).text())
                .addAllElements(ElementMessages.write(elements(number)))
                .build()
                .toByteArray());
    }
}
