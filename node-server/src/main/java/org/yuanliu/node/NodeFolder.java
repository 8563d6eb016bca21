package org.yuanliu.node;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reference;
import org.yuanliu.node.ops.PrivateFile;

/**
 * What lies where in a node's folder:
 *
 * <pre>
 * node.json            the node's prefix
 * keys/node.pem        private key that signs certified answers
 * keys/operator.pem    private key of the operator, the credential of whoever may read this folder
 * store/               records, history, change log
 * jobs/                import jobs, a folder each
 * run/endpoints.json   where the running node listens; gone when it has stopped in peace
 * </pre>
 */
public final class NodeFolder {
    /** Index of the operator's key in the record of the node's prefix. */
    public static final int OPERATOR_INDEX = 300;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;

    public NodeFolder(Path folder) {
        this.folder = folder;
    }

    /** Content of {@code node.json}. */
    public record Description(String prefix) {}

    /** Content of {@code run/endpoints.json}: {@code host:port} each, IPv6 in brackets. */
    public record Endpoints(long pid, String handle, String http, String grpc) {}

    public Path path() {
        return folder;
    }

    public Path store() {
        return folder.resolve("store");
    }

    public Path jobs() {
        return folder.resolve("jobs");
    }

    public Path keys() {
        return folder.resolve("keys");
    }

    public Path nodeKey() {
        return keys().resolve("node.pem");
    }

    public Path operatorKey() {
        return keys().resolve("operator.pem");
    }

    public boolean isNode() {
        return Files.exists(description());
    }

    /** Whether keys or a store lie there without {@code node.json}, which comes last: an init was cut short. */
    public boolean isHalfMade() {
        return !isNode() && (Files.exists(nodeKey()) || Files.exists(operatorKey()) || Files.exists(store()));
    }

    /** The record of the node's prefix, such as {@code 0.NA/88.118}. */
    public Identifier prefixRecord() {
        String prefix = read(description(), Description.class)
                .map(Description::prefix)
                .orElseThrow(
                        () -> new ConfigError(folder + " is no node's folder; make it one with: yuanliu init --data "
                                + folder + " --prefix 88.118"));
        try {
            return Identifier.of(prefix);
        } catch (MalformedMessage e) {
            throw new ConfigError(description() + ": prefix '" + prefix + "' is wrong", e);
        }
    }

    /** Whom the operator's key speaks for. */
    public Reference operator() {
        return new Reference(prefixRecord(), OPERATOR_INDEX);
    }

    /** Where the node on this folder listens; empty if none runs. A left-over of a killed node counts as none. */
    public Optional<Endpoints> endpoints() {
        return read(endpointsFile(), Endpoints.class)
                .filter(e ->
                        ProcessHandle.of(e.pid()).map(ProcessHandle::isAlive).orElse(false));
    }

    void describe(String prefix) {
        write(description(), new Description(prefix));
    }

    void announce(Endpoints endpoints) {
        write(endpointsFile(), endpoints);
    }

    void withdraw() {
        try {
            Files.deleteIfExists(endpointsFile());
        } catch (IOException e) {
            throw new ConfigError("cannot delete " + endpointsFile() + ": " + e.getMessage(), e);
        }
    }

    private Path description() {
        return folder.resolve("node.json");
    }

    private Path endpointsFile() {
        return folder.resolve("run").resolve("endpoints.json");
    }

    private static <T> Optional<T> read(Path file, Class<T> type) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), type));
        } catch (JacksonException e) {
            throw new ConfigError(file + " cannot be understood: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ConfigError("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static void write(Path file, Object content) {
        try {
            Files.createDirectories(file.getParent());
            PrivateFile.replace(file, JSON.writeValueAsBytes(content));
        } catch (IOException e) {
            throw new ConfigError("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
