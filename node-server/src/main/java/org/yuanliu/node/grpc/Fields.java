package org.yuanliu.node.grpc;

import com.google.protobuf.ByteString;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Page;
import org.yuanliu.model.Selection;
import org.yuanliu.node.registry.Registry;
import org.yuanliu.protobuf.BadField;
import org.yuanliu.protobuf.ElementMessages;

/** Fields that several requests share. */
final class Fields {
    /** Each element is held against each index and type of a selection. */
    private static final int MAX_SELECTORS = 256;

    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_CURSOR_BYTES = 4096;
    private static final int MAX_REQUEST_ID = 64;

    private Fields() {}

    static Identifier identifier(ByteString text) throws BadField {
        return ElementMessages.identifier(text, "identifier");
    }

    /** The record of a prefix such as 88.118.8. */
    static Identifier prefixRecord(ByteString text) throws BadField {
        Identifier prefix = ElementMessages.identifier(text, "prefix");
        if (!prefix.isPrefixRecord()) {
            throw new BadField("prefix", "it has a suffix; right is a prefix alone, such as 88.118.8");
        }
        return prefix;
    }

    static Selection selection(List<Integer> indexes, List<String> types, boolean includeHidden) throws BadField {
        if (indexes.isEmpty() && types.isEmpty()) {
            return includeHidden ? Selection.ALL : Selection.PUBLIC;
        }
        checkCount(indexes, "indexes");
        checkCount(types, "types");
        indexes(indexes, "indexes");
        List<ElementType> wanted = new ArrayList<>(types.size());
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).isEmpty()) {
                throw new BadField("types[" + i + "]", "it is empty");
            }
            wanted.add(new ElementType(types.get(i)));
        }
        return new Selection(indexes, wanted, !includeHidden);
    }

    static List<Integer> indexes(List<Integer> indexes, String field) throws BadField {
        for (int i = 0; i < indexes.size(); i++) {
            ElementMessages.index(indexes.get(i), field + "[" + i + "]");
        }
        return indexes;
    }

    static Page page(org.yuanliu.grpc.Page message) throws BadField {
        int limit = message.getLimit() == 0 ? DEFAULT_PAGE : message.getLimit();
        if (limit < 0 || limit > Page.MAX_LIMIT) {
            throw new BadField("page.limit", Integer.toUnsignedString(limit) + " is not in 1.." + Page.MAX_LIMIT);
        }
        if (message.getAfter().size() > MAX_CURSOR_BYTES) {
            throw new BadField("page.after", "it is no cursor of ours");
        }
        Bytes after = ElementMessages.bytes(message.getAfter());
        return new Page(after.isEmpty() ? Optional.empty() : Optional.of(after), limit);
    }

    /** The cursor as a message has it: empty at the end. */
    static ByteString cursor(Optional<Bytes> next) {
        return next.map(ElementMessages::byteString).orElse(ByteString.EMPTY);
    }

    static Optional<String> requestId(String text) throws BadField {
        if (text.length() > MAX_REQUEST_ID || !text.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            throw new BadField("request_id", "right are 1 to 64 printable ASCII characters");
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** A day such as 2026-11-24; {@code otherwise} if it is not given. */
    static LocalDate day(String text, String field, LocalDate otherwise) throws BadField {
        try {
            return text.isEmpty() ? otherwise : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new BadField(field, "'" + text + "' is no day; right is year-month-day, such as 2026-11-24");
        }
    }

    static String reason(String text) throws BadField {
        if (!Registry.validReason(text)) {
            throw new BadField("reason", Registry.RIGHT_REASON);
        }
        return text;
    }

    private static void checkCount(List<?> list, String field) throws BadField {
        if (list.size() > MAX_SELECTORS) {
            throw new BadField(field, "there are " + list.size() + ", at most " + MAX_SELECTORS + " are allowed");
        }
    }
}
