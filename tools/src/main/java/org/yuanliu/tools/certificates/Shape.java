package org.yuanliu.tools.certificates;

import java.util.List;
import java.util.Optional;

/** One of the forms in which mills write certificates as JSON. Recognised by its parts, not by the schema it names. */
sealed interface Shape permits En10168, CertificateOfAnalysis, MetalsPassport {
    List<Shape> ALL = List.of(new En10168(), new CertificateOfAnalysis(), new MetalsPassport());

    /** As people call it. */
    String word();

    /** A part that every certificate of this shape has and no other does. */
    String sign();

    /** Place of the certificate's number. */
    String number();

    /** Places where the number of the item may stand, best first. */
    List<String> items();

    /** The pack for the product; empty if there is none. */
    Optional<String> pack(Leaves leaves);

    /** What the certificate says about its product, for a complaint. */
    String product(Leaves leaves);

    /** Takes out what the template has fields for. */
    void map(Facts facts);
}
