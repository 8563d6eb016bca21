package org.yuanliu.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.yuanliu.grpc.Element;
import org.yuanliu.grpc.Record;
import org.yuanliu.grpc.Reference;
import org.yuanliu.grpc.ResolveResponse;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Outcome;

/**
 * Writes the answer to a resolution straight from the record's wire form, whose layout {@link Elements} draws. Gives
 * the bytes that {@link RecordMessages} would give by way of messages, for a third of the price; this is the answer
 * that most clients ask for.
 */
public final class ResolutionEncoder {
    private static final int TYPE_AT = 14;

    private final Outcome.Found found;
    private final Bytes identifier;
    private final byte[] wire;
    private final ByteBuffer numbers;
    private final ByteString text;
    private final int[] sizes;

    private ResolutionEncoder(Outcome.Found found) {
        this.found = found;
        this.identifier = found.identifier().bytes();
        this.wire = found.elements().bytes().toArray();
        this.numbers = ByteBuffer.wrap(wire);
        this.text = UnsafeByteOperations.unsafeWrap(wire);
        this.sizes = new int[found.elements().count()];
    }

    /** A {@code yuanliu.v1.ResolveResponse} with the record. */
    public static byte[] encode(Outcome.Found found) {
        return new ResolutionEncoder(found).encode();
    }

    private byte[] encode() {
        int recordSize = measure();
        byte[] encoded = new byte[blockSize(ResolveResponse.RECORD_FIELD_NUMBER, recordSize)];
        var out = CodedOutputStream.newInstance(encoded);
        try {
            writeHead(ResolveResponse.RECORD_FIELD_NUMBER, recordSize, out);
            writeHead(Record.IDENTIFIER_FIELD_NUMBER, identifier.length(), out);
            out.writeRawBytes(identifier.toArray());
            for (int i = 0, at = 0; i < sizes.length; i++) {
                writeHead(Record.ELEMENTS_FIELD_NUMBER, sizes[i], out);
                at = writeElement(at, out);
            }
            if (found.version() != 0) {
                out.writeUInt64(Record.VERSION_FIELD_NUMBER, found.version());
            }
            if (found.modifiedMillis() != 0) {
                out.writeInt64(Record.MODIFIED_MILLIS_FIELD_NUMBER, found.modifiedMillis());
            }
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return encoded;
    }

    /** The size of the record; notes those of its elements. */
    private int measure() {
        int size = blockSize(Record.IDENTIFIER_FIELD_NUMBER, identifier.length());
        for (int i = 0, at = 0; i < sizes.length; i++) {
            int data = data(at);
            int references = data + 4 + u4(data);
            sizes[i] = elementSize(at, data) + referencesSize(references);
            size += blockSize(Record.ELEMENTS_FIELD_NUMBER, sizes[i]);
            at = end(references);
        }
        if (found.version() != 0) {
            size += CodedOutputStream.computeUInt64Size(Record.VERSION_FIELD_NUMBER, found.version());
        }
        if (found.modifiedMillis() != 0) {
            size += CodedOutputStream.computeInt64Size(Record.MODIFIED_MILLIS_FIELD_NUMBER, found.modifiedMillis());
        }
        return size;
    }

    private int elementSize(int at, int data) {
        int size = numberSize(Element.INDEX_FIELD_NUMBER, u4(at))
                + blockSize(Element.TEXT_FIELD_NUMBER, u4(data))
                + CodedOutputStream.computeUInt32Size(Element.TTL_SECONDS_FIELD_NUMBER, u4(at + 9))
                + CodedOutputStream.computeUInt32Size(Element.PERMISSIONS_FIELD_NUMBER, wire[at + 13] & 0xFF)
                + numberSize(Element.TIMESTAMP_FIELD_NUMBER, u4(at + 4));
        int type = u4(at + TYPE_AT);
        return type == 0 ? size : size + blockSize(Element.TYPE_FIELD_NUMBER, type);
    }

    private int referencesSize(int at) {
        int size = 0;
        int next = at + 4;
        for (int n = u4(at); n > 0; n--) {
            size += blockSize(Element.REFERENCES_FIELD_NUMBER, referenceSize(next));
            next += 8 + u4(next);
        }
        return size;
    }

    private int referenceSize(int at) {
        int length = u4(at);
        return blockSize(Reference.IDENTIFIER_FIELD_NUMBER, length)
                + numberSize(Reference.INDEX_FIELD_NUMBER, u4(at + 4 + length));
    }

    /** Fields in the order of their numbers, as generated code writes them. Tells where the element ends. */
    private int writeElement(int at, CodedOutputStream out) throws IOException {
        int data = data(at);
        int dataLength = u4(data);
        writeNumber(Element.INDEX_FIELD_NUMBER, u4(at), out);
        if (data > at + TYPE_AT + 4) {
            writeBlock(Element.TYPE_FIELD_NUMBER, at + TYPE_AT, out);
        }
        boolean utf8 = text.substring(data + 4, data + 4 + dataLength).isValidUtf8();
        writeBlock(utf8 ? Element.TEXT_FIELD_NUMBER : Element.BINARY_FIELD_NUMBER, data, out);
        boolean absolute = wire[at + 8] != 0;
        out.writeUInt32(absolute ? Element.TTL_UNTIL_FIELD_NUMBER : Element.TTL_SECONDS_FIELD_NUMBER, u4(at + 9));
        out.writeUInt32(Element.PERMISSIONS_FIELD_NUMBER, wire[at + 13] & 0xFF);
        writeNumber(Element.TIMESTAMP_FIELD_NUMBER, u4(at + 4), out);
        return writeReferences(data + 4 + dataLength, out);
    }

    private int writeReferences(int at, CodedOutputStream out) throws IOException {
        int next = at + 4;
        for (int n = u4(at); n > 0; n--) {
            int length = u4(next);
            writeHead(Element.REFERENCES_FIELD_NUMBER, referenceSize(next), out);
            writeBlock(Reference.IDENTIFIER_FIELD_NUMBER, next, out);
            writeNumber(Reference.INDEX_FIELD_NUMBER, u4(next + 4 + length), out);
            next += 8 + length;
        }
        return next;
    }

    private int data(int at) {
        return at + TYPE_AT + 4 + u4(at + TYPE_AT);
    }

    private int end(int references) {
        int next = references + 4;
        for (int n = u4(references); n > 0; n--) {
            next += 8 + u4(next);
        }
        return next;
    }

    private int u4(int at) {
        return numbers.getInt(at);
    }

    /** Writes the block at {@code at}: its length in four bytes, then its content. */
    private void writeBlock(int field, int at, CodedOutputStream out) throws IOException {
        int length = u4(at);
        writeHead(field, length, out);
        out.writeRawBytes(wire, at + 4, length);
    }

    private static void writeHead(int field, int length, CodedOutputStream out) throws IOException {
        out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(length);
    }

    private static int blockSize(int field, int length) {
        return CodedOutputStream.computeTagSize(field) + CodedOutputStream.computeUInt32SizeNoTag(length) + length;
    }

    /** Zero is the default and not written. */
    private static void writeNumber(int field, int value, CodedOutputStream out) throws IOException {
        if (value != 0) {
            out.writeUInt32(field, value);
        }
    }

    private static int numberSize(int field, int value) {
        return value == 0 ? 0 : CodedOutputStream.computeUInt32Size(field, value);
    }
}
