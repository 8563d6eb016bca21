package org.yuanliu.node.registry;

import java.util.List;
import java.util.OptionalLong;
import org.yuanliu.directory.DirectoryElements;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Reason;

/** How many records a prefix may have. */
final class Quota {
    private Quota() {}

    /**
     * Refuses one more record than the prefix may have.
     *
     * @param record elements of the prefix record
     * @param records how many there are under the prefix
     */
    static void demandRoom(Identifier prefixRecord, List<Element> record, long records) throws Refusal {
        OptionalLong most =
                DirectoryElements.prefix(record).map(status -> status.quota()).orElse(OptionalLong.empty());
        if (most.isPresent() && records >= most.getAsLong()) {
            throw new Refusal(Reason.QUOTA_REACHED, prefixRecord.suffix(), Long.toString(most.getAsLong()));
        }
    }
}
