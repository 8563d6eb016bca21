package org.yuanliu.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;

/** Reads the {@code .hex} files: lines of hex, comments begin with a number sign. */
final class Vector {
    private Vector() {}

    static Bytes bytes(String name) {
        try (InputStream file = Vector.class.getResourceAsStream("/wire/" + name + ".hex")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return Bytes.hex(text.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Message message(String name) throws MalformedMessage {
        return MessageCodec.read(bytes(name));
    }
}
