package org.yuanliu.tools.imports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.yuanliu.json.ItemJson;
import org.yuanliu.json.Json;
import org.yuanliu.json.RecordJson;
import org.yuanliu.model.Elements;
import org.yuanliu.tools.files.BatchFile;
import org.yuanliu.tools.files.BatchLine;

/**
 * A file of any kind as JSON Lines for a node, made while they are read. Each row stands on the line of its own number,
 * so that a report speaks of the rows of the file. A row that cannot be read is left out where it is told; of JSON Lines
 * it goes as it is. For one thread.
 */
final class ImportLines extends InputStream {
    private final BatchFile file;
    private final boolean asTheyAre;
    private final boolean update;
    private final Consumer<BatchLine.Wrong> wrong;
    private byte[] ready = new byte[0];
    private int at;
    private long line = 1;

    /**
     * @param asTheyAre whether rows that cannot be read are sent all the same
     * @param update whether all rows are values of records that are there
     * @param wrong told of rows that are left out
     */
    ImportLines(BatchFile file, boolean asTheyAre, boolean update, Consumer<BatchLine.Wrong> wrong) {
        this.file = file;
        this.asTheyAre = asTheyAre;
        this.update = update;
        this.wrong = wrong;
    }

    @Override
    public int read() {
        return fill() ? ready[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int from, int length) {
        if (!fill()) {
            return -1;
        }
        int n = Math.min(length, ready.length - at);
        System.arraycopy(ready, at, target, from, n);
        at += n;
        return n;
    }

    private boolean fill() {
        while (at == ready.length) {
            if (!file.hasNext()) {
                return false;
            }
            ready = bytes(file.next());
            at = 0;
        }
        return true;
    }

    private byte[] bytes(BatchLine row) {
        var out = new ByteArrayOutputStream();
        if (row instanceof BatchLine.Item item) {
            moveTo(row.number(), out);
            Json.writeLine(out, json -> {
                json.writeStartObject();
                json.writeStringField("identifier", item.identifier().text());
                if (item instanceof BatchLine.Filled filled) {
                    ItemJson.writeFilled(filled.template(), filled.values(), update || filled.update(), json);
                } else if (item instanceof BatchLine.Batch batch) {
                    RecordJson.writeValues(Elements.of(batch.elements()), json);
                    if (update || batch.update()) {
                        json.writeBooleanField("update", true);
                    }
                }
                json.writeEndObject();
            });
            line++;
        } else if (row instanceof BatchLine.Wrong it && asTheyAre) {
            moveTo(row.number(), out);
            out.writeBytes(it.text().getBytes(StandardCharsets.UTF_8));
            out.write('\n');
            line++;
        } else if (row instanceof BatchLine.Wrong it) {
            wrong.accept(it);
        }
        return out.toByteArray();
    }

    private void moveTo(long number, ByteArrayOutputStream out) {
        for (; line < number; line++) {
            out.write('\n');
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
