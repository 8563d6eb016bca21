package org.yuanliu.tools.certificates;

import java.util.List;
import java.util.Optional;
import org.yuanliu.model.Violation;
import org.yuanliu.tools.files.BatchLine;

/**
 * What became of a certificate.
 *
 * @param shape such as EN 10168
 * @param number of the certificate
 * @param template the pack that it was mapped to, such as {@code steel-product:1}
 * @param line {@link BatchLine.Filled}, the registration; {@link BatchLine.Wrong} if the pack's rules are broken
 * @param unmapped what of the certificate is in no field, in its order
 */
public record Mapping(String shape, String number, String template, BatchLine line, List<Unmapped> unmapped) {
    public Mapping {
        unmapped = List.copyOf(unmapped);
    }

    /**
     * @param path JSON Pointer (RFC 6901) of the value
     * @param why the rule that kept the value out of a field; empty if there is no field for it
     */
    public record Unmapped(String path, String value, Optional<Violation> why) {}
}
