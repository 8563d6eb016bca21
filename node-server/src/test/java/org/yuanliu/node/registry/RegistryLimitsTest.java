package org.yuanliu.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yuanliu.node.registry.RegistryFixture.STEELWORKS;
import static org.yuanliu.node.registry.RegistryFixture.STRANGER;
import static org.yuanliu.node.registry.RegistryFixture.admin;
import static org.yuanliu.node.registry.RegistryFixture.reason;
import static org.yuanliu.node.registry.RegistryFixture.url;
import static org.yuanliu.node.registry.RegistryFixture.written;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Page;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.model.Rights;
import org.yuanliu.model.Selection;
import org.yuanliu.model.Ttl;
import org.yuanliu.model.Version;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.MemoryStore;
import org.yuanliu.node.store.View;
import org.yuanliu.wire.GroupCodec;

/** What callers cannot make the registry do, whatever they ask. */
class RegistryLimitsTest {
    private static final Identifier COIL = Identifier.known("88.118.8/COIL-1");

    private final RegistryFixture node = new RegistryFixture(new MemoryStore());

    @AfterEach
    void storeIsSound() {
        RegistryFixture.assertSound(node.store);
        node.close();
    }

    @Test
    void changeThatNamesNoElementIsRefused() {
        register(COIL, url(1, "https://a.example"));

        for (Request.Change empty : List.of(
                new Request.AddElements(COIL, List.of(), true),
                new Request.RemoveElements(COIL, List.of()),
                new Request.ModifyElements(COIL, List.of()),
                new Request.Update(COIL, List.of(), List.of(), OptionalLong.empty()))) {
            assertThat(reason(node.changeAnonymously(empty))).isEqualTo(Reason.INVALID_ARGUMENT);
            assertThat(reason(node.change(empty, STRANGER))).isEqualTo(Reason.INVALID_ARGUMENT);
        }
        assertThat(((Outcome.Found) node.resolve(COIL.text())).version()).isEqualTo(1);
    }

    @Test
    void sizeOfARecordCountsTypesAndReferences() {
        register(COIL, url(1, "https://a.example"));
        String longText = "T".repeat(600_000);
        Element longType = Element.of(2, longText, "a");

        written(node.change(new Request.AddElements(COIL, List.of(longType), false), STEELWORKS));

        assertThat(reason(node.change(
                        new Request.AddElements(COIL, List.of(Element.of(3, longText, "b")), false), STEELWORKS)))
                .isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void secretKeyThatEveryoneCouldReadOrSetIsRefused() {
        for (int permissions : new int[] {0xE, 0xD, 0xF}) {
            Element open = Element.of(302, ElementType.HS_SECKEY, Bytes.utf8("steel"), new Permissions(permissions));

            assertThat(reason(node.change(new Request.Create(COIL, List.of(open), false, false), STEELWORKS)))
                    .isEqualTo(Reason.INVALID_ELEMENT);
        }
    }

    @Test
    void referenceWithAnIndexThatOnlyTheWireCanSayIsRefused() {
        Reference odd = new Reference(COIL, -1);
        Element referring =
                new Element(1, 0, Ttl.DEFAULT, Permissions.DEFAULT, ElementType.URL, Bytes.utf8("a"), List.of(odd));
        Element group = Element.of(1, ElementType.HS_VLIST, GroupCodec.write(List.of(odd)));

        for (Element element : List.of(referring, group, admin(1, odd, Rights.ALL))) {
            assertThat(reason(node.change(new Request.Create(COIL, List.of(element), false, false), STEELWORKS)))
                    .isEqualTo(Reason.INVALID_ELEMENT);
        }
    }

    @Test
    void questionWithTooManyIndexesIsRefused() {
        register(COIL, url(1, "https://a.example"));
        List<Integer> indexes = IntStream.rangeClosed(1, 2049).boxed().toList();

        Outcome outcome = node.ask(new Request.Resolve(COIL, new Selection(indexes, List.of(), true)));

        assertThat(reason(outcome)).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void pageOfAHistoryEndsEarlyWhereVersionsAreLarge() {
        register(COIL, url(1, "x".repeat(700_000)));
        written(node.change(new Request.ModifyElements(COIL, List.of(url(1, "y".repeat(700_000)))), STEELWORKS));

        Outcome.Past first = (Outcome.Past) node.ask(new Request.GetHistory(COIL, Page.first(10)));
        Outcome.Past second = (Outcome.Past) node.ask(new Request.GetHistory(COIL, new Page(first.next(), 10)));

        assertThat(first.versions()).extracting(Version::version).containsExactly(2L);
        assertThat(second.versions()).extracting(Version::version).containsExactly(1L);
        assertThat(second.next()).isEmpty();
    }

    @Test
    void recordFullOfStrangeGroupsKeepsNobodyBusy() {
        List<Element> elements = new ArrayList<>();
        for (int i = 1; i <= 500; i++) {
            elements.add(admin(i, new Reference(id("88.118.8/GROUP-" + i), 0), Rights.ALL));
        }
        written(node.change(new Request.Create(COIL, elements, false, false), STEELWORKS));

        AtomicInteger reads = new AtomicInteger();
        View counting = new View() {
            @Override
            public Optional<Bytes> get(Family family, Bytes key) {
                reads.incrementAndGet();
                return node.store.get(family, key);
            }

            @Override
            public List<Entry> scan(Family family, Bytes prefix, Optional<Bytes> after, int limit) {
                return node.store.scan(family, prefix, after, limit);
            }
        };
        boolean allowed =
                new Authority(counting, Optional.of(STRANGER)).over(COIL).allow(Rights.READ);

        assertThat(allowed).isFalse();
        assertThat(reads.get()).isLessThan(120);
    }

    @Test
    void prefixOfAThousandSegmentsLivesNowhere() {
        assertThat(reason(node.resolve("88.118" + ".1".repeat(16)))).isEqualTo(Reason.NOT_FOUND);
        assertThat(reason(node.resolve("88.118" + ".1".repeat(1000)))).isEqualTo(Reason.NOT_RESPONSIBLE);
    }

    private void register(Identifier identifier, Element... elements) {
        written(node.change(new Request.Create(identifier, List.of(elements), false, false), STEELWORKS));
    }

    private static Identifier id(String text) {
        return Identifier.known(text);
    }
}
