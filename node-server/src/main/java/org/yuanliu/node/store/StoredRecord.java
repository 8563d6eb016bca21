package org.yuanliu.node.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Permissions;

/**
 * A record as it lies in {@link Family#RECORDS}. What everyone may read stands together, so that the common answer is
 * one copy:
 *
 * <pre>
 * 0    1         9               17               25             29              33            37
 * | u1 | version | createdMillis | modifiedMillis | u4 n public  | u4 length of  | u4 n hidden | public ... | hidden ...
 * | =1 | u8      | u8            | u8             |              |  public       |             |
 * </pre>
 *
 * Immutable and thread-safe.
 *
 * @param version from 1, the number in the newest history entry
 * @param createdMillis unix milliseconds of the creation
 * @param modifiedMillis unix milliseconds of the last change
 * @param open what everyone may read, by ascending index
 * @param hidden the rest, by ascending index
 */
public record StoredRecord(long version, long createdMillis, long modifiedMillis, Elements open, Elements hidden) {
    private static final int FORMAT = 1;
    private static final int HEADER_BYTES = 37;

    /** Sorts and parts the elements, whose indexes must differ. */
    public static StoredRecord of(long version, long createdMillis, long modifiedMillis, List<Element> elements) {
        return new StoredRecord(
                version,
                createdMillis,
                modifiedMillis,
                sorted(elements, Element::isPublic),
                sorted(elements, e -> !e.isPublic()));
    }

    /** The same, from elements in wire form: as they are if all are public and in order, which is the common case. */
    public static StoredRecord of(long version, long createdMillis, long modifiedMillis, Elements elements) {
        return isOpen(elements)
                ? new StoredRecord(version, createdMillis, modifiedMillis, elements, Elements.NONE)
                : of(version, createdMillis, modifiedMillis, elements.list());
    }

    private static boolean isOpen(Elements elements) {
        int last = 0;
        for (Elements.Cursor each = elements.cursor(); each.next(); ) {
            if (each.index() <= last || !each.permissions().allow(Permissions.PUBLIC_READ)) {
                return false;
            }
            last = each.index();
        }
        return true;
    }

    /**
     * Takes a stored value apart; the elements share its bytes.
     *
     * @throws StoreFailure if the format is unknown or the lengths in the header do not fit the value
     */
    public static StoredRecord read(Bytes value) {
        if (value.isEmpty() || value.u1(0) != FORMAT) {
            throw new StoreFailure("a record is stored in format " + (value.isEmpty() ? "none" : value.u1(0))
                    + ", this version reads format " + FORMAT);
        }
        if (value.length() < HEADER_BYTES) {
            throw new StoreFailure("a stored record ends inside its header");
        }
        int length = value.u4(29);
        if (length < 0 || length > value.length() - HEADER_BYTES) {
            throw new StoreFailure("a stored record says that its open part has " + Integer.toUnsignedString(length)
                    + " bytes and ends before");
        }
        int middle = HEADER_BYTES + length;
        return new StoredRecord(
                value.u8(1),
                value.u8(9),
                value.u8(17),
                elements(value.slice(HEADER_BYTES, middle), value.u4(25)),
                elements(value.slice(middle, value.length()), value.u4(33)));
    }

    /** The form that {@link #read} takes. */
    public Bytes bytes() {
        ByteBuffer out = ByteBuffer.allocate(
                HEADER_BYTES + open.bytes().length() + hidden.bytes().length());
        out.put((byte) FORMAT).putLong(version).putLong(createdMillis).putLong(modifiedMillis);
        out.putInt(open.count()).putInt(open.bytes().length()).putInt(hidden.count());
        open.bytes().copyTo(0, open.bytes().length(), out.array(), HEADER_BYTES);
        hidden.bytes()
                .copyTo(
                        0,
                        hidden.bytes().length(),
                        out.array(),
                        HEADER_BYTES + open.bytes().length());
        return Bytes.wrap(out.array());
    }

    /** All elements as they are stored: the open ones and then the hidden ones. */
    public Elements stored() {
        return open.concat(hidden);
    }

    /** All elements by ascending index, open and hidden ones. */
    public List<Element> elements() {
        List<Element> all = new ArrayList<>(open.list());
        all.addAll(hidden.list());
        all.sort(Comparator.comparingInt(Element::index));
        return all;
    }

    private static Elements sorted(List<Element> elements, Predicate<Element> wanted) {
        return Elements.of(elements.stream()
                .filter(wanted)
                .sorted(Comparator.comparingInt(Element::index))
                .toList());
    }

    private static Elements elements(Bytes bytes, int count) {
        if (count < 0 || count > bytes.length() / Elements.MIN_BYTES) {
            throw new StoreFailure("a stored record counts " + Integer.toUnsignedString(count) + " elements in "
                    + bytes.length() + " bytes");
        }
        return Elements.trusted(bytes, count);
    }
}
