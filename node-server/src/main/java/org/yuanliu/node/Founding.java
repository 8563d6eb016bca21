package org.yuanliu.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.yuanliu.model.Admin;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Rights;
import org.yuanliu.node.auth.NodeKey;
import org.yuanliu.node.ledger.LocalLog;
import org.yuanliu.node.ledger.StateMachine;
import org.yuanliu.node.ops.PrivateFile;
import org.yuanliu.node.registry.Registry;
import org.yuanliu.node.registry.Rules;
import org.yuanliu.node.store.Store;
import org.yuanliu.node.store.rocks.RocksStore;
import org.yuanliu.node.store.rocks.StoreOptions;
import org.yuanliu.wire.AdminCodec;
import org.yuanliu.wire.PublicKeyCodec;

/** Makes a folder a node's: keys, store, and the record of the node's prefix as the first change in the log. */
final class Founding {
    private static final int ADMIN_INDEX = 100;

    private final NodeFolder folder;
    private final Identifier prefixRecord;
    private final SecureRandom random = new SecureRandom();

    Founding(NodeFolder folder, String prefix) {
        this.folder = folder;
        this.prefixRecord = prefixRecord(prefix);
    }

    /**
     * Makes keys and store, and last the file that says so.
     *
     * @throws ConfigError if the folder is a node's already, half of one, or cannot be written
     */
    void found() {
        if (folder.isNode()) {
            throw new ConfigError(folder.path() + " is the folder of node "
                    + folder.prefixRecord().suffix()
                    + " already; choose another, or start it with: yuanliu start --data " + folder.path());
        }
        if (folder.isHalfMade()) {
            // A key is never overwritten: perhaps it is not init that was cut short, but the file that got lost.
            throw new ConfigError(
                    folder.path() + " holds keys or a store but no node.json: an init was cut short there,"
                            + " or that file got lost. If no node ever ran there, delete the folder and init again");
        }
        try {
            makeDirectory(folder.path());
            makeDirectory(folder.keys());
            NodeKey.generate(random).write(folder.nodeKey());
            NodeKey operator = NodeKey.generate(random);
            operator.write(folder.operatorKey());
            writeFirstChange(operator);
        } catch (IOException e) {
            throw new ConfigError("cannot set up " + folder.path() + ": " + e.getMessage(), e);
        }
        folder.describe(prefixRecord.suffix());
    }

    private void writeFirstChange(NodeKey operator) {
        try (Store store = RocksStore.open(folder.store(), StoreOptions.SMALL);
                LocalLog log = new LocalLog(store, new StateMachine(new Rules()))) {
            Registry registry = new Registry(store, log, Runnable::run, Clock.systemUTC(), random, () -> {
                throw new IllegalStateException("not serving yet");
            });
            CompletableFuture<Outcome> answer = new CompletableFuture<>();
            registry.initialise(prefixRecord, elements(operator), answer::complete);
            if (answer.join() instanceof Outcome.Refused refused) {
                throw new ConfigError("cannot set up " + folder.store() + ": " + refused.problem());
            }
        }
    }

    private List<Element> elements(NodeKey operator) {
        var admin = new Admin(
                new Rights(Rights.ALL.bits() | Rights.LIST_DERIVED_PREFIXES),
                new Reference(prefixRecord, NodeFolder.OPERATOR_INDEX));
        return List.of(
                Element.of(ADMIN_INDEX, ElementType.HS_ADMIN, AdminCodec.write(admin)),
                Element.of(
                        NodeFolder.OPERATOR_INDEX, ElementType.HS_PUBKEY, PublicKeyCodec.write(operator.publicKey())));
    }

    private static Identifier prefixRecord(String prefix) {
        if (!prefix.matches("[0-9A-Za-z]+(\\.[0-9A-Za-z]+)*")) {
            throw new ConfigError("prefix '" + prefix + "' is wrong; right are segments between dots, such as 88.118");
        }
        try {
            return Identifier.of(prefix);
        } catch (MalformedMessage e) {
            throw new ConfigError("prefix '" + prefix + "' is wrong: " + e.getMessage(), e);
        }
    }

    private static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            PrivateFile.forceFolderOf(directory);
        }
    }
}
