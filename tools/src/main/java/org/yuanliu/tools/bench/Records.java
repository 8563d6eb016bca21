package org.yuanliu.tools.bench;

import java.util.List;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;

/** The benchmark's records: names with a number in seven digits, three elements of about 120 bytes each. */
final class Records {
    static final String PREFIX = "88.118.8";

    private static final String FILL = "batch of hot rolled strip, Q355B, heat H26B04521, slab 03, 1250 x 11.5 mm";

    private Records() {}

    static Identifier identifier(int number) {
        String digits = Integer.toString(10_000_000 + number);
        return Identifier.known(PREFIX + "/item-" + digits.substring(1));
    }

    /** The first of ten million identifiers, numbered like the others, that are never registered. */
    static Identifier unknown() {
        return Identifier.known(PREFIX + "/void-0000000");
    }

    static List<Element> elements(int number) {
        return List.of(
                Element.of(1, "URL", "https://plant.example.com/batches/" + number + "?" + FILL.substring(0, 45)),
                Element.of(2, "DESC", FILL + " " + number),
                Element.of(3, "TEST", "ReH 372 MPa, Rm 528 MPa, A 27 %, KV2 -20 C 96 J, " + FILL.substring(0, 30)));
    }

    /** About what a store keeps of one: for bare writes. */
    static Bytes stored(int number) {
        return Elements.of(elements(number)).bytes();
    }
}
