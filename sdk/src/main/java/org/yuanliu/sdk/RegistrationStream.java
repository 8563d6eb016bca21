package org.yuanliu.sdk;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.yuanliu.grpc.ParcelItem;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.protobuf.ElementMessages;
import org.yuanliu.sdk.internal.ParcelStream;

/**
 * Sends many records over one stream, in their order, and tells the verdict on each. Links may break meanwhile: what has
 * no verdict yet is sent again, takes effect once, and gets its verdict.
 *
 * <pre>{@code
 * try (RegistrationStream line = client.registration("line-2")) {
 *     for (Heat heat : heats) {
 *         line.register(heat.identifier(), heat.elements(), verdict -> record(verdict));
 *     }
 * }
 * }</pre>
 *
 * <p>Records leave in parcels, when one is full or with {@link #flush}. Methods wait while the node is behind, so a fast
 * sender cannot pile up memory. They throw {@link YuanliuException} once the stream has failed: after the patience it was
 * given, or because the node refuses the source. Verdicts arrive in order on the client's own thread and must not block
 * it; none is left out, those of a stream that failed tell why. Thread-safe; the order is that of the calls.
 */
public final class RegistrationStream implements AutoCloseable {
    private final ParcelStream parcels;

    RegistrationStream(ParcelStream parcels) {
        this.parcels = parcels;
    }

    /** Sends a new record; refused with {@code ALREADY_EXISTS} if there is one. */
    public void register(Identifier identifier, List<Element> elements, Consumer<Verdict> verdict) {
        parcels.add(identifier, item(identifier, elements).build(), verdict);
    }

    /**
     * Sends a new record in the words of its template.
     *
     * @param template such as {@code 88.118/META_steel-coil:1}, or {@code steel-coil:1} for one of the node's own
     * @param values by name or label of the template's fields, as people write them
     */
    public void register(
            Identifier identifier, String template, Map<String, String> values, Consumer<Verdict> verdict) {
        parcels.add(identifier, item(identifier, template, values).build(), verdict);
    }

    /**
     * Sends a new record of a class that {@code yuanliu template java} wrote.
     *
     * @throws IllegalStateException if its identifier follows from values that are missing
     */
    public void register(TemplatedRecord<?> item, Consumer<Verdict> verdict) {
        register(item.identifier(), item.template(), item.values(), verdict);
    }

    /**
     * Puts the values of a class that {@code yuanliu template java} wrote into a record that exists; those that it lacks
     * stay as they are.
     *
     * @throws IllegalStateException if its identifier follows from values that are missing
     */
    public void update(TemplatedRecord<?> late, Consumer<Verdict> verdict) {
        update(late, "", verdict);
    }

    /** The same with the reason that the history will show: up to 200 characters on one line. */
    public void update(TemplatedRecord<?> late, String reason, Consumer<Verdict> verdict) {
        ParcelItem update = item(late.identifier(), late.template(), late.values())
                .setUpdate(true)
                .setReason(reason)
                .build();
        parcels.add(late.identifier(), update, verdict);
    }

    /** Puts late or corrected values into a record that exists, in the words of its template. */
    public void update(Identifier identifier, String template, Map<String, String> values, Consumer<Verdict> verdict) {
        parcels.add(
                identifier, item(identifier, template, values).setUpdate(true).build(), verdict);
    }

    /** Puts elements into a record that exists, in the place of those with the same index. */
    public void update(Identifier identifier, List<Element> put, Consumer<Verdict> verdict) {
        update(identifier, put, "", verdict);
    }

    /** The same with the reason that the history will show: up to 200 characters on one line. */
    public void update(Identifier identifier, List<Element> put, String reason, Consumer<Verdict> verdict) {
        ParcelItem update =
                item(identifier, put).setUpdate(true).setReason(reason).build();
        parcels.add(identifier, update, verdict);
    }

    /** Sends what has been collected without waiting for more. */
    public void flush() {
        parcels.flush();
    }

    /** Sends what has been collected and waits until every record has its verdict. */
    public void await() {
        parcels.await();
    }

    /** Waits for all verdicts as {@link #await} does, and ends the stream. May be called again. */
    @Override
    public void close() {
        parcels.close();
    }

    private static ParcelItem.Builder item(Identifier identifier, String template, Map<String, String> values) {
        return ParcelItem.newBuilder()
                .setIdentifierBytes(ElementMessages.byteString(identifier.bytes()))
                .setTemplate(template)
                .putAllValues(values);
    }

    private static ParcelItem.Builder item(Identifier identifier, List<Element> elements) {
        return ParcelItem.newBuilder()
                .setIdentifierBytes(ElementMessages.byteString(identifier.bytes()))
                .addAllElements(ElementMessages.write(elements));
    }
}
