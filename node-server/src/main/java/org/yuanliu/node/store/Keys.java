package org.yuanliu.node.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;

/**
 * Builds and parses every key of every {@link Family}; {@code docs/storage.md} has the grammar and an example of each.
 * What a parsing method is given comes from a store: {@link StoreFailure} if it is no key of its kind.
 */
public final class Keys {
    /** META: number of the format everything here is written in, see {@link #FORMAT_NUMBER}. */
    public static final Bytes FORMAT = Bytes.utf8("format");
    /** META: number of the newest entry in the change log; absent means 0. */
    public static final Bytes LAST_SEQUENCE = Bytes.utf8("last sequence");
    /** META: the node's own prefix as folded text, such as {@code 88.118}. */
    public static final Bytes NODE_PREFIX = Bytes.utf8("node prefix");
    /** META: number of the oldest entry in the order of answers; absent means 0. */
    public static final Bytes ANSWERS_HEAD = Bytes.utf8("answers head");
    /** META: number that the next entry in the order of answers gets; absent means 0, equal to the head means none. */
    public static final Bytes ANSWERS_TAIL = Bytes.utf8("answers tail");

    /** What {@link #FORMAT} says in the stores that this version reads and writes. */
    public static final long FORMAT_NUMBER = 1;

    /** ANSWERS: what all keys of remembered answers begin with. */
    public static final Bytes ALL_ANSWERS = Bytes.utf8("A");
    /** ANSWERS: what all keys of the order of answers begin with. */
    public static final Bytes ALL_ANSWER_ORDER = Bytes.utf8("O");

    /** STATISTICS: what the keys of all numbers of records begin with. */
    public static final Bytes ALL_RECORD_COUNTS = Bytes.utf8("R");
    /** STATISTICS: what the keys of all days' counts begin with. */
    public static final Bytes ALL_DAY_COUNTS = Bytes.utf8("D");

    private static final int U4 = 4;
    private static final int U8 = 8;
    private static final Bytes SLASH = Bytes.utf8("/");
    /** Cannot occur in an identifier, so no identifier's history lies between the entries of another. */
    private static final Bytes SEPARATOR = Bytes.copyOf(new byte[1]);

    private Keys() {}

    /** RECORDS: the folded identifier. */
    public static Bytes record(Identifier identifier) {
        return identifier.key();
    }

    /** RECORDS: what the keys of all identifiers under a prefix begin with. */
    public static Bytes recordsUnder(String foldedPrefix) {
        return Bytes.utf8(foldedPrefix).concat(SLASH);
    }

    /** Parses keys of RECORDS and DELETED. */
    public static Identifier parseRecord(Bytes key) {
        try {
            Identifier identifier = Identifier.of(key);
            if (identifier.key().equals(key)) {
                return identifier;
            }
        } catch (MalformedMessage e) {
            throw new StoreFailure("key " + key + " is no identifier", e);
        }
        throw new StoreFailure("key " + key + " is an identifier that is not folded");
    }

    /** HISTORY: {@code identifier 00 u8}, the number falling while sequences rise, so that the newest comes first. */
    public static Bytes history(Identifier identifier, long sequence) {
        return historyOf(identifier).concat(number(Long.MAX_VALUE - sequence));
    }

    /** HISTORY: what the keys of all versions of one record begin with. */
    public static Bytes historyOf(Identifier identifier) {
        return identifier.key().concat(SEPARATOR);
    }

    public static HistoryKey parseHistory(Bytes key) {
        int separator = key.length() - U8 - 1;
        if (separator < 0 || key.u1(separator) != 0) {
            throw new StoreFailure("key " + key + " is no key of a history entry");
        }
        long sequence = Long.MAX_VALUE - parseNumber(key.slice(separator + 1, key.length()));
        return new HistoryKey(parseRecord(key.slice(0, separator)), sequence);
    }

    /** DELETED: the folded identifier; the value is a number. */
    public static Bytes deleted(Identifier identifier) {
        return identifier.key();
    }

    /** CHANGES: {@code u8}. */
    public static Bytes change(long sequence) {
        return number(sequence);
    }

    public static long parseChange(Bytes key) {
        return parseNumber(key);
    }

    /** STATISTICS: {@code 'R' prefix}; the value is the number of records under it. */
    public static Bytes recordCount(Bytes prefixKey) {
        return ALL_RECORD_COUNTS.concat(prefixKey);
    }

    /** STATISTICS: {@code 'D' prefix 00 template 00 u4}, the last a day since 1970. */
    public static Bytes dayCount(Bytes prefixKey, Bytes template, int day) {
        return Bytes.wrap(ByteBuffer.allocate(3 + prefixKey.length() + template.length() + U4)
                .put((byte) 'D')
                .put(prefixKey.toArray())
                .put((byte) 0)
                .put(template.toArray())
                .put((byte) 0)
                .putInt(day)
                .array());
    }

    /** STATISTICS: what the counts of all days of a prefix begin with. */
    public static Bytes dayCountsOf(String foldedPrefix) {
        return ALL_DAY_COUNTS.concat(Bytes.utf8(foldedPrefix)).concat(SEPARATOR);
    }

    public static DayKey parseDayCount(Bytes key) {
        int end = key.length() - U4 - 1;
        int middle = 1;
        while (middle < end && key.u1(middle) != 0) {
            middle++;
        }
        if (!key.startsWith(ALL_DAY_COUNTS) || middle >= end || key.u1(end) != 0) {
            throw new StoreFailure("key " + key + " is no key of a day's counts");
        }
        return new DayKey(
                key.slice(1, middle).utf8(), key.slice(middle + 1, end).utf8(), key.u4(end + 1));
    }

    /**
     * INDEX: {@code prefix 00 template 00 u2 value 00 suffix}: field, value in its sortable form, the identifier's folded
     * suffix.
     *
     * @param field 0..65535
     */
    public static Bytes fieldIndex(Bytes template, int field, Bytes value, Identifier identifier) {
        Bytes suffix = identifier.suffixKey();
        ByteBuffer key = field(identifier.prefixKey(), template, field, value.length() + 1 + suffix.length());
        put(value, key);
        key.put((byte) 0);
        put(suffix, key);
        return Bytes.wrap(key.array());
    }

    /** INDEX: what the keys of one field begin with. */
    public static Bytes fieldIndexOf(Bytes prefixKey, Bytes template, int field) {
        return Bytes.wrap(field(prefixKey, template, field, 0).array());
    }

    /** UNIQUE: {@code prefix 00 template 00 u2 value}; the value is the key of the one record that has it. */
    public static Bytes unique(Bytes prefixKey, Bytes template, int field, Bytes value) {
        ByteBuffer key = field(prefixKey, template, field, value.length());
        put(value, key);
        return Bytes.wrap(key.array());
    }

    private static ByteBuffer field(Bytes prefixKey, Bytes template, int field, int more) {
        ByteBuffer key = ByteBuffer.allocate(4 + prefixKey.length() + template.length() + more);
        put(prefixKey, key);
        key.put((byte) 0);
        put(template, key);
        return key.put((byte) 0).putShort((short) field);
    }

    private static void put(Bytes part, ByteBuffer key) {
        part.copyTo(0, part.length(), key);
    }

    /** PREFIXES: the folded prefix, as {@link Identifier#prefix()} gives it. */
    public static Bytes prefix(String foldedPrefix) {
        return Bytes.utf8(foldedPrefix);
    }

    public static String parsePrefix(Bytes key) {
        Identifier prefixRecord = parseRecord(recordsUnder("0.NA").concat(key));
        if (prefixRecord.suffix().indexOf('/') >= 0) {
            throw new StoreFailure("key " + key + " is no prefix, it has a slash");
        }
        return prefixRecord.suffix();
    }

    /** ANSWERS: {@code 'A' u2 length, caller, request id}. */
    public static Bytes answer(String caller, String requestId) {
        byte[] name = caller.getBytes(StandardCharsets.UTF_8);
        if (name.length > 0xFFFF) {
            throw new IllegalArgumentException("a caller's name has " + name.length + " bytes");
        }
        byte[] id = requestId.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(3 + name.length + id.length)
                .put((byte) 'A')
                .putShort((short) name.length)
                .put(name)
                .put(id)
                .array());
    }

    /** ANSWERS: a parcel; a request id has no space, so none looks like it. */
    public static Bytes parcel(String caller, String source, long number) {
        return answer(caller, source + " " + number);
    }

    /** ANSWERS: the last parcel of a source. */
    public static Bytes source(String caller, String source) {
        return answer(caller, source + " ");
    }

    public static AnswerKey parseAnswer(Bytes key) {
        if (!key.startsWith(ALL_ANSWERS) || key.length() < 3 || key.u2(1) > key.length() - 3) {
            throw new StoreFailure("key " + key + " is no key of a remembered answer");
        }
        int callerEnd = 3 + key.u2(1);
        return new AnswerKey(
                key.slice(3, callerEnd).utf8(),
                key.slice(callerEnd, key.length()).utf8());
    }

    /** ANSWERS: {@code 'O' u8}; the value is the key of the answer. */
    public static Bytes answerOrder(long number) {
        return ALL_ANSWER_ORDER.concat(number(number));
    }

    public static long parseAnswerOrder(Bytes key) {
        if (!key.startsWith(ALL_ANSWER_ORDER)) {
            throw new StoreFailure("key " + key + " is no key in the order of answers");
        }
        return parseNumber(key.slice(1, key.length()));
    }

    /** A number 0..2^63-1 as {@code u8}: the form of every number in keys, and in values of META and DELETED. */
    public static Bytes number(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("number " + number + " is negative");
        }
        return Bytes.wrap(ByteBuffer.allocate(U8).putLong(number).array());
    }

    public static long parseNumber(Bytes bytes) {
        if (bytes.length() != U8 || bytes.u1(0) > 0x7F) {
            throw new StoreFailure("bytes " + bytes + " are no number of 8 bytes");
        }
        return bytes.u8(0);
    }

    /** A number in META; 0 if it is not there. */
    public static long meta(View view, Bytes name) {
        return view.get(Family.META, name).map(Keys::parseNumber).orElse(0L);
    }

    /** Which version of which record. */
    public record HistoryKey(Identifier identifier, long sequence) {}

    /** What was done under a prefix, to records of a template, on a day since 1970. */
    public record DayKey(String prefix, String template, int day) {}

    /** Whose answer to which request. */
    public record AnswerKey(String caller, String requestId) {}
}
