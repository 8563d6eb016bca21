package org.yuanliu.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yuanliu.node.registry.RegistryFixture.OPERATOR;
import static org.yuanliu.node.registry.RegistryFixture.STEELWORKS;
import static org.yuanliu.node.registry.RegistryFixture.STEEL_PREFIX;
import static org.yuanliu.node.registry.RegistryFixture.STRANGER;
import static org.yuanliu.node.registry.RegistryFixture.reason;
import static org.yuanliu.node.registry.RegistryFixture.url;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.DayCount;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Page;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.node.store.HookedStore;
import org.yuanliu.node.store.StoreFailure;
import org.yuanliu.template.Template;

class StatisticsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final String COIL = "88.118/META_coil";
    private static final String TEMPLATE = """
            {"name":"coil","version":1,"label":{"zh":"钢卷","en":"Coil"},"industry":"3130","fields":[
             {"index":2000,"name":"note","label":{"zh":"备注","en":"Note"},"kind":"text","maxLength":20}]}
            """;

    private final HookedStore store = new HookedStore();
    private final RegistryFixture node = new RegistryFixture(store);

    @BeforeEach
    void publish() {
        Element definition = Element.of(1, Template.DEFINITION, Bytes.utf8(TEMPLATE));
        RegistryFixture.written(
                node.change(new Request.Create(Identifier.known(COIL), List.of(definition), false, false), OPERATOR));
    }

    @AfterEach
    void storeIsSound() {
        node.close();
        RegistryFixture.assertSound(node.store);
    }

    @Test
    void changesCountByTemplateAndDay() {
        register("A", url(1, "a"));
        register("B", coil());
        register("C", coil());
        node.change(new Request.AddElements(id("B"), List.of(url(1, "b")), false), STEELWORKS);
        node.change(new Request.Delete(id("C")), STEELWORKS);

        assertThat(days(STEELWORKS))
                .containsExactly(new DayCount("", DAY, 1, 0, 0, 0), new DayCount(COIL, DAY, 2, 1, 1, 0));
        assertThat(counted(STEELWORKS, Page.first(10)).records()).isEqualTo(2);
    }

    @Test
    void refusedChangesDoNotCount() {
        register("A", url(1, "a"));
        register("A", url(1, "a"));

        assertThat(days(STEELWORKS)).containsExactly(new DayCount("", DAY, 1, 0, 0, 0));
    }

    @Test
    void dayEndsAtMidnightInChina() {
        register("A", url(1, "a")); // It is 16:00 there.
        node.clock.advance(Duration.ofHours(8));
        register("B", url(1, "b"));

        assertThat(days(OPERATOR)).extracting(DayCount::day).containsExactly(DAY, DAY.plusDays(1));
    }

    @Test
    void resolutionsCountOnceTheyAreRecorded() {
        register("B", coil());
        node.resolve("88.118.8/B");
        node.resolve("88.118.8/b");
        node.resolve("88.118.8/none");
        assertThat(days(STEELWORKS)).extracting(DayCount::resolved).containsExactly(0L);

        node.registry.recordResolutions();
        register("C", url(1, "c")); // Whose answer tells that the one before is written, too.

        assertThat(days(STEELWORKS))
                .containsExactly(new DayCount("", DAY, 1, 0, 0, 0), new DayCount(COIL, DAY, 1, 0, 0, 2));
    }

    @Test
    void resolutionsOfACommitInDoubtCountOnce() {
        register("A", url(1, "a"));
        node.resolve("88.118.8/A");
        store.afterWrite = () -> {
            throw new StoreFailure("written, but nobody knows");
        };
        node.registry.recordResolutions();
        register("lost", url(1, "b")); // Whose answer tells that the one before has failed.
        store.afterWrite = () -> {};
        node.resolve("88.118.8/A");

        node.registry.recordResolutions();
        register("C", url(1, "c"));

        assertThat(days(STEELWORKS)).extracting(DayCount::resolved).containsExactly(2L);
    }

    @Test
    void resolutionsThatCannotBeWrittenCountOnceTheyCan() {
        register("A", url(1, "a"));
        store.beforeWrite = () -> {
            throw new StoreFailure("not written");
        };
        for (int i = 0; i < 5; i++) {
            node.resolve("88.118.8/A");
            node.registry.recordResolutions();
            register("lost", url(1, "b"));
        }
        store.beforeWrite = () -> {};

        node.registry.recordResolutions();
        register("C", url(1, "c"));
        node.registry.recordResolutions();
        register("D", url(1, "d"));

        assertThat(days(STEELWORKS)).extracting(DayCount::resolved).containsExactly(5L);
    }

    @Test
    void onlyTheAskedDaysAreTold() {
        register("A", url(1, "a"));

        var query = new Request.GetStatistics(STEEL_PREFIX, DAY.plusDays(1), LocalDate.MAX, Page.first(10));
        assertThat(((Outcome.Counted) node.ask(query, STEELWORKS)).days()).isEmpty();
    }

    @Test
    void pagesFollowEachOther() {
        List<DayCount> expected = new ArrayList<>();
        for (int day = 0; day < 5; day++) {
            register("L" + day, url(1, "x"));
            expected.add(new DayCount("", DAY.plusDays(day), 1, 0, 0, 0));
            node.clock.advance(Duration.ofDays(1));
        }

        List<DayCount> seen = new ArrayList<>();
        Optional<Page> page = Optional.of(Page.first(2));
        while (page.isPresent()) {
            Outcome.Counted counted = counted(STEELWORKS, page.get());
            seen.addAll(counted.days());
            page = counted.next().map(next -> new Page(Optional.of(next), 2));
        }

        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void whoMayNotListMayNotCount() {
        Outcome outcome = node.ask(
                new Request.GetStatistics(STEEL_PREFIX, LocalDate.MIN, LocalDate.MAX, Page.first(10)), STRANGER);

        assertThat(reason(outcome)).isEqualTo(Reason.NOT_PERMITTED);
    }

    private void register(String suffix, Element element) {
        node.change(new Request.Create(id(suffix), List.of(element), false, false), STEELWORKS);
    }

    private static Element coil() {
        return Element.of(1001, "TEMPLATE", COIL + ":1");
    }

    private List<DayCount> days(Reference by) {
        return counted(by, Page.first(100)).days();
    }

    private Outcome.Counted counted(Reference by, Page page) {
        return (Outcome.Counted)
                node.ask(new Request.GetStatistics(STEEL_PREFIX, LocalDate.MIN, LocalDate.MAX, page), by);
    }

    private static Identifier id(String suffix) {
        return Identifier.known("88.118.8/" + suffix);
    }
}
