package org.yuanliu.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.json.Packs;
import org.yuanliu.json.TemplateJson;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Page;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Selection;
import org.yuanliu.model.Ttl;
import org.yuanliu.model.Version;
import org.yuanliu.sdk.BatchItem;
import org.yuanliu.sdk.Change;
import org.yuanliu.sdk.PageOf;
import org.yuanliu.sdk.Resolution;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.sdk.YuanliuException;
import org.yuanliu.template.IdentifierRule;
import org.yuanliu.template.Template;
import org.yuanliu.template.TemplateReference;

/** Every call of the client against a whole node. */
class EveryCallTest {
    private static GrpcNode node;
    private static YuanliuClient operator;
    private static YuanliuClient plant;
    private static YuanliuClient anonymous;

    @BeforeAll
    static void start(@TempDir Path folder) {
        node = GrpcNode.found(folder.resolve("node"));
        operator = node.operator();
        plant = node.steelworks();
        anonymous = node.anonymous();
    }

    @AfterAll
    static void stop() {
        for (AutoCloseable open : List.of(anonymous, plant, operator, node)) {
            try {
                open.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void identifierIsSuggestedByTheRuleOfATemplate() {
        Template cement = Packs.named("cement").orElseThrow();
        Template ruled = cement.withIdentifierRule(IdentifierRule.of("{grade}-{silo:n2}"));
        operator.register(
                TemplateReference.record("88.118", "cement"),
                List.of(Element.of(1, Template.DEFINITION, TemplateJson.write(ruled))));
        operator.register(
                TemplateReference.record("88.118", "fertiliser"),
                List.of(Element.of(
                        1,
                        Template.DEFINITION,
                        TemplateJson.write(Packs.named("fertiliser").orElseThrow()))));
        Identifier prefix = Identifier.known("88.118.8");

        assertThat(plant.suggestIdentifier(prefix, "cement", Map.of("品种和强度等级", "p.o 42.5", "silo", "7"))
                        .text())
                .isEqualTo("88.118.8/PO425-07");
        assertThatExceptionOfType(YuanliuException.class)
                .isThrownBy(() -> plant.suggestIdentifier(prefix, "cement:1", Map.of("silo", "777")))
                .satisfies(e -> assertThat(e.failure().violations()).hasSize(2));
        assertThatExceptionOfType(YuanliuException.class)
                .isThrownBy(() -> plant.suggestIdentifier(prefix, "fertiliser:1", Map.of()))
                .matches(e -> e.is(Reason.INVALID_ARGUMENT));
        assertThatExceptionOfType(YuanliuException.class)
                .isThrownBy(() -> anonymous.suggestIdentifier(prefix, "cement:1", Map.of()))
                .matches(e -> e.is(Reason.AUTHENTICATION_NEEDED));
    }

    @Test
    void registeredRecordIsResolvedByEveryone() {
        var id = id("R1");

        Outcome.Written written = plant.register(id, List.of(url(1, "https://example.com/1")));
        Resolution found = anonymous.resolve(Identifier.known("88.118.8/r1"));

        assertThat(written.version()).isEqualTo(1);
        assertThat(written.sequence()).isPositive();
        assertThat(found.identifier().text()).isEqualTo("88.118.8/r1");
        assertThat(found.text("url")).contains("https://example.com/1");
        assertThat(found.version()).isEqualTo(1);
        assertThat(found.modified()).isNotNull();
    }

    /** More than a message of the Handle protocol holds. */
    @Test
    void largeRecordIsResolvedAsAWhole() {
        String text = "x".repeat(30_000);
        List<Element> elements = IntStream.rangeClosed(1, 10)
                .mapToObj(index -> Element.of(index, "DESC", text))
                .toList();

        plant.register(id("LARGE"), elements);

        assertThat(anonymous.resolve(id("LARGE")).elements())
                .extracting(Element::text)
                .hasSize(10)
                .containsOnly(text);
    }

    @Test
    void elementsKeepEveryFieldAndByte() {
        var id = id("FIELDS");
        var binary = new Element(
                7,
                0,
                new Ttl(true, 2_000_000_000),
                new Permissions(Permissions.ADMIN_READ | Permissions.PUBLIC_READ),
                new ElementType("COLOUR.内"),
                Bytes.hex("00ff80fe"),
                List.of(Reference.known(3, "88.118.8/OTHER")));
        var text = new Element(
                8,
                0,
                new Ttl(false, 60),
                Permissions.DEFAULT,
                new ElementType("NAME"),
                Bytes.utf8("钢 \u0000 🙂"),
                List.of());

        plant.register(id, List.of(binary, text));

        assertThat(anonymous.resolve(id).elements()).allMatch(e -> e.timestamp() != 0);
        assertThat(anonymous.resolve(id).elements())
                .extracting(e -> e.writtenAt(0))
                .containsExactly(binary, text);
    }

    @Test
    void secondRegistrationIsRefusedAndReplaceIsNot() {
        var id = id("TWICE");
        plant.register(id, List.of(url(1, "https://example.com/a")));

        assertThatExceptionOfType(YuanliuException.class)
                .isThrownBy(() -> plant.register(id, List.of(url(1, "https://example.com/b"))))
                .satisfies(e -> assertThat(e.is(Reason.ALREADY_EXISTS)).isTrue())
                .satisfies(e -> assertThat(e.retryable()).isFalse());
        assertThat(plant.replace(id, List.of(url(1, "https://example.com/c"))).version())
                .isEqualTo(2);
        assertThat(anonymous.resolve(id).text("URL")).contains("https://example.com/c");
    }

    @Test
    void mintedIdentifierIsFreshAndTold() {
        Outcome.Written first = plant.mint(id("M-"), List.of(url(1, "https://example.com/m")));
        Outcome.Written second = plant.mint(id("M-"), List.of(url(1, "https://example.com/m")));

        assertThat(first.identifier().text()).startsWith("88.118.8/M-").hasSizeGreaterThan(15);
        assertThat(second.identifier()).isNotEqualTo(first.identifier());
        assertThat(anonymous.resolve(first.identifier()).version()).isEqualTo(1);
    }

    @Test
    void updatePutsAndRemovesInOneStep() {
        var id = id("UPDATE");
        plant.register(id, List.of(url(1, "https://example.com/u"), Element.of(2, "STATUS", "cast")));

        var change = Change.put(Element.of(3, "STATUS", "rolled")).removing(2).ifVersion(1);
        assertThat(plant.update(id, change).version()).isEqualTo(2);

        assertThat(anonymous.resolve(id).elements()).extracting(Element::index).containsExactly(1, 3);
        assertThatExceptionOfType(YuanliuException.class)
                .isThrownBy(() -> plant.update(
                        id, Change.put(Element.of(3, "STATUS", "lost")).ifVersion(1)))
                .satisfies(e -> assertThat(e.is(Reason.VERSION_CONFLICT)).isTrue());
        assertThat(plant.update(id, List.of(Element.of(3, "STATUS", "sold"))).version())
                .isEqualTo(3);
    }

    @Test
    void removedIdentifierIsNotResolvedAgain() {
        var id = id("GONE");
        plant.register(id, List.of(url(1, "https://example.com/g")));

        plant.delete(id);

        assertThatExceptionOfType(YuanliuException.class)
                .isThrownBy(() -> anonymous.resolve(id))
                .satisfies(e -> assertThat(e.is(Reason.NOT_FOUND)).isTrue())
                .withMessage("NOT_FOUND: There is no identifier 88.118.8/GONE.");
    }

    @Test
    void selectionPicksIndexesAndTypes() {
        var id = id("SELECT");
        plant.register(id, List.of(url(1, "https://example.com/s"), Element.of(2, "MAIL.sales", "a@example.com")));

        var byType = new Selection(List.of(), List.of(new ElementType("MAIL.")), true);
        var byIndex = new Selection(List.of(1), List.of(), true);
        var nothing = new Selection(List.of(9), List.of(), true);

        assertThat(anonymous.resolve(id, byType).elements())
                .extracting(Element::index)
                .containsExactly(2);
        assertThat(anonymous.resolve(id, byIndex).elements())
                .extracting(Element::index)
                .containsExactly(1);
        assertThatExceptionOfType(YuanliuException.class)
                .isThrownBy(() -> anonymous.resolve(id, nothing))
                .satisfies(e -> assertThat(e.is(Reason.NOTHING_SELECTED)).isTrue());
    }

    @Test
    void hiddenElementsAreForAdministrators() {
        var id = id("HIDDEN");
        var hidden = Element.of(2, new ElementType("PRICE"), Bytes.utf8("4100"), Permissions.HIDDEN);
        plant.register(id, List.of(url(1, "https://example.com/h"), GrpcNode.admin(100, GrpcNode.STEELWORKS), hidden));

        assertThat(anonymous.resolve(id).elements()).extracting(Element::index).containsExactly(1, 100);
        assertThat(plant.resolve(id, Selection.ALL).elements())
                .extracting(Element::index)
                .containsExactly(1, 100, 2);
        assertThatExceptionOfType(YuanliuException.class)
                .isThrownBy(() -> anonymous.resolve(id, Selection.ALL))
                .satisfies(e -> assertThat(e.is(Reason.AUTHENTICATION_NEEDED)).isTrue());
    }

    @Test
    void batchAnswersInTheOrderAskedEachWithItsVerdict() {
        registerMany("BATCH-", 30);
        List<Identifier> asked = IntStream.range(0, 2500)
                .mapToObj(i -> id(i % 3 == 0 ? "NONE-" + i : "BATCH-" + i % 30))
                .toList();

        List<BatchItem> items = anonymous.batchResolve(asked, Selection.PUBLIC);

        assertThat(items).extracting(BatchItem::identifier).isEqualTo(asked);
        for (int i = 0; i < items.size(); i++) {
            assertThat(items.get(i).resolution().isPresent()).isEqualTo(i % 3 != 0);
            if (i % 3 == 0) {
                assertThat(items.get(i).failure().orElseThrow().reason()).isEqualTo("NOT_FOUND");
            } else {
                assertThat(items.get(i).resolution().orElseThrow().text("URL"))
                        .contains("https://example.com/" + i % 30);
            }
        }
    }

    @Test
    void emptyBatchIsAnsweredEmpty() {
        assertThat(anonymous.async().batchResolve(List.of(), Selection.PUBLIC).join())
                .isEmpty();
    }

    @Test
    void listGoesThroughAllPagesInOrder() {
        var prefix = Identifier.known("88.118.77");
        operator.admitPrefix(prefix, List.of(GrpcNode.admin(100, Reference.known(300, "0.NA/88.118"))));
        List<Identifier> made = IntStream.range(100, 125)
                .mapToObj(i -> Identifier.known("88.118.77/L" + i))
                .toList();
        made.forEach(id -> operator.register(id, List.of(url(1, "https://example.com/l"))));

        PageOf<Identifier> first = operator.list(prefix, Page.first(10));

        assertThat(first.items()).isEqualTo(made.subList(0, 10));
        assertThat(operator.list(prefix, new Page(first.next(), 1000)).items()).isEqualTo(made.subList(10, 25));
        assertThat(operator.list(prefix)).isEqualTo(made);
    }

    @Test
    void homedPrefixesAreListedForTheOperator() {
        assertThat(operator.homedPrefixes())
                .contains(Identifier.known("0.NA/88.118"), Identifier.known("0.NA/88.118.8"));
    }

    @Test
    void historyTellsWhoChangedWhatNewestFirst() {
        var id = id("HISTORY");
        plant.register(id, List.of(url(1, "https://example.com/1")));
        plant.update(id, List.of(url(1, "https://example.com/2")));
        plant.delete(id);

        List<Version> versions = plant.history(id).toList();

        assertThat(versions).extracting(Version::action).containsExactly("delete", "update", "create");
        assertThat(versions).extracting(v -> v.by().orElseThrow()).containsOnly(GrpcNode.STEELWORKS);
        assertThat(versions.get(1).before().list()).extracting(Element::text).containsExactly("https://example.com/1");
        assertThat(versions.get(1).after().list()).extracting(Element::text).containsExactly("https://example.com/2");
        assertThat(plant.history(id, Page.first(1)).next()).isPresent();
    }

    @Test
    void nodeKnowsItsClients() {
        assertThat(operator.whoAmI()).isEqualTo(Reference.known(300, "0.NA/88.118"));
        assertThat(plant.whoAmI()).isEqualTo(GrpcNode.STEELWORKS);
        assertThatExceptionOfType(YuanliuException.class)
                .isThrownBy(anonymous::whoAmI)
                .satisfies(e -> assertThat(e.is(Reason.AUTHENTICATION_NEEDED)).isTrue());
    }

    @Test
    void manyCallsAtATimeShareOneSession() {
        try (YuanliuClient fresh = node.operator()) {
            var calls = IntStream.range(0, 200)
                    .mapToObj(i -> fresh.async().whoAmI())
                    .toList();

            assertThat(calls).extracting(CompletableFuture::join).containsOnly(Reference.known(300, "0.NA/88.118"));
        }
    }

    private static void registerMany(String start, int n) {
        IntStream.range(0, n)
                .mapToObj(i -> plant.async().register(id(start + i), List.of(url(1, "https://example.com/" + i))))
                .toList()
                .forEach(CompletableFuture::join);
    }

    private static Identifier id(String suffix) {
        return Identifier.known("88.118.8/" + suffix);
    }

    private static Element url(int index, String address) {
        return Element.of(index, "URL", address);
    }
}
