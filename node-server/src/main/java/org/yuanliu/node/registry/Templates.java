package org.yuanliu.node.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;
import org.yuanliu.json.TemplateJson;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.StoreFailure;
import org.yuanliu.node.store.StoredRecord;
import org.yuanliu.node.store.View;
import org.yuanliu.template.Template;
import org.yuanliu.template.TemplateReference;

/** The published templates. Keeps those in use ready to run, by what they are read from. Thread-safe. */
final class Templates {
    /** Heap for them, about: a thousand of usual ones. */
    private static final long MOST_BYTES = 64 << 20;

    /** What a template takes besides what it is read from and made into, which is thrice as much. */
    private static final int OWN_BYTES = 16 << 10;

    /** As the store holds the record: mostly the very same object each time, which is quick to compare. */
    private record Source(Bytes record, int version) {
        /** A record may be large, and hold many versions. */
        int weight() {
            return OWN_BYTES + 4 * record.length();
        }
    }

    private final Cache<Source, Optional<Template>> ready = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Source source, Optional<Template> template) -> source.weight())
            .executor(Runnable::run)
            .build();

    /** A version of a template as the view has it. */
    Optional<Template> find(View view, TemplateReference reference) {
        return view.get(Family.RECORDS, Keys.record(reference.record()))
                .flatMap(record -> ready.get(new Source(record, reference.version()), Templates::read));
    }

    /** Number of the newest version; 0 if there is none. */
    int newest(View view, Identifier record) {
        int newest = 0;
        Optional<StoredRecord> stored =
                view.get(Family.RECORDS, Keys.record(record)).map(StoredRecord::read);
        for (Element element : stored.map(StoredRecord::elements).orElse(List.of())) {
            if (element.type().equals(Template.DEFINITION)) {
                newest = Math.max(newest, element.index());
            }
        }
        return newest;
    }

    private static Optional<Template> read(Source source) {
        return definition(StoredRecord.read(source.record), source.version).map(text -> {
            try {
                return TemplateJson.read(text);
            } catch (MalformedMessage e) {
                throw new StoreFailure("a published template cannot be read", e);
            }
        });
    }

    private static Optional<Bytes> definition(StoredRecord record, int version) {
        for (var each = record.open().cursor(); each.next(); ) {
            if (each.index() == version) {
                Element element = each.element();
                return element.type().equals(Template.DEFINITION) ? Optional.of(element.data()) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
