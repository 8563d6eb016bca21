package org.yuanliu.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yuanliu.node.registry.RegistryFixture.STEELWORKS;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;
import org.yuanliu.node.store.MemoryStore;

/** Random changes against the registry and against a plain map: both must always agree. */
class ModelTest {
    private final Map<Identifier, TreeMap<Integer, String>> model = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void registryAgreesWithAMap(long seed) {
        RandomChanges changes = new RandomChanges(seed);
        try (RegistryFixture node = new RegistryFixture(new MemoryStore())) {
            for (int i = 0; i < 2000; i++) {
                Request.Change change = changes.next();
                Outcome outcome = node.change(change, STEELWORKS);

                assertThat(reason(outcome))
                        .as("seed %d, step %d, %s", seed, i, change)
                        .isEqualTo(apply(change));
                assertThat(content(node, change.identifier()))
                        .as("seed %d, step %d, %s", seed, i, change)
                        .isEqualTo(Optional.ofNullable(model.get(change.identifier())));
            }
            RegistryFixture.assertSound(node.store);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8})
    void parcelsAgreeWithAMap(long seed) {
        RandomChanges random = new RandomChanges(seed);
        try (RegistryFixture node = new RegistryFixture(new MemoryStore())) {
            for (int i = 1; i <= 1000; i++) {
                Request.Parcel parcel = random.nextParcel("mes", i);
                Outcome outcome = node.submit(parcel, STEELWORKS);

                List<Request.Change> changes =
                        parcel.items().stream().map(Request.Change.class::cast).toList();
                List<Optional<Reason>> expected =
                        changes.stream().map(this::apply).toList();
                assertThat(((Outcome.Settled) outcome).items())
                        .as("seed %d, parcel %d", seed, i)
                        .extracting(ModelTest::reason)
                        .isEqualTo(expected);
                for (Request.Change change : changes) {
                    assertThat(content(node, change.identifier()))
                            .isEqualTo(Optional.ofNullable(model.get(change.identifier())));
                }
            }
            RegistryFixture.assertSound(node.store);
        }
    }

    private Optional<Reason> apply(Request.Change change) {
        TreeMap<Integer, String> old = model.get(change.identifier());
        if (change instanceof Request.Create create) {
            if (old != null && !create.overwrite()) {
                return Optional.of(Reason.ALREADY_EXISTS);
            }
            model.put(create.identifier(), of(create.elements()));
            return Optional.empty();
        }
        if (old == null) {
            return Optional.of(Reason.NOT_FOUND);
        }
        if (change instanceof Request.Delete) {
            model.remove(change.identifier());
            return Optional.empty();
        }
        return edit(change, old);
    }

    private static Optional<Reason> edit(Request.Change change, TreeMap<Integer, String> old) {
        if (change instanceof Request.RemoveElements remove) {
            boolean there = old.keySet().removeAll(remove.indexes());
            return there ? Optional.empty() : Optional.of(Reason.ELEMENT_NOT_FOUND);
        }
        TreeMap<Integer, String> put = of(elements(change));
        if (put.isEmpty()) {
            return Optional.of(Reason.INVALID_ARGUMENT);
        }
        List<Integer> common = new ArrayList<>(put.keySet());
        common.retainAll(old.keySet());
        if (change instanceof Request.AddElements add && !add.overwrite() && !common.isEmpty()) {
            return Optional.of(Reason.ELEMENT_EXISTS);
        }
        if (change instanceof Request.ModifyElements && common.size() < put.size()) {
            return Optional.of(Reason.ELEMENT_NOT_FOUND);
        }
        old.putAll(put);
        return Optional.empty();
    }

    private static List<Element> elements(Request.Change change) {
        if (change instanceof Request.AddElements add) {
            return add.elements();
        }
        return change instanceof Request.ModifyElements modify ? modify.elements() : ((Request.Update) change).put();
    }

    private static TreeMap<Integer, String> of(List<Element> elements) {
        return elements.stream().collect(Collectors.toMap(Element::index, Element::text, (a, b) -> b, TreeMap::new));
    }

    private static Optional<TreeMap<Integer, String>> content(RegistryFixture node, Identifier identifier) {
        Outcome outcome = node.ask(new Request.Resolve(identifier, Selection.ALL), STEELWORKS);
        if (outcome instanceof Outcome.Found found) {
            return Optional.of(of(found.elements().list()));
        }
        return reason(outcome).equals(Optional.of(Reason.NOTHING_SELECTED))
                ? Optional.of(new TreeMap<>())
                : Optional.empty();
    }

    private static Optional<Reason> reason(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused ? Optional.of(refused.reason()) : Optional.empty();
    }
}
