package org.yuanliu.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yuanliu.node.registry.RegistryFixture.OPERATOR;
import static org.yuanliu.node.registry.RegistryFixture.STEELWORKS;
import static org.yuanliu.node.registry.RegistryFixture.reason;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Page;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.model.Rights;
import org.yuanliu.model.Rule;
import org.yuanliu.model.Violation;
import org.yuanliu.node.ledger.Replay;
import org.yuanliu.node.ledger.StateMachine;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.MemoryStore;
import org.yuanliu.template.CheckCharacter;
import org.yuanliu.template.Template;

/** Records that follow a template, from its publication to what is found by it. */
class TemplatedRecordsTest {
    private static final Identifier COIL = Identifier.known("88.118/META_coil");
    private static final String FIELDS = """
            {"index":2000,"name":"grade","label":{"zh":"牌号","en":"Grade"},"kind":"choice","required":true,"indexed":true,
             "choices":[{"code":"Q235B","zh":"Q235B","en":"Q235B"},{"code":"Q355B","zh":"Q355B","en":"Q355B"}]},
            {"index":2001,"name":"mass","label":{"zh":"质量","en":"Mass"},"kind":"decimal","unit":"kg","min":0,"max":60000,
             "scale":1,"required":true,"indexed":true},
            {"index":2002,"name":"rolled","label":{"zh":"轧制日期","en":"Rolled"},"kind":"date","indexed":true},
            {"index":2003,"name":"plate","label":{"zh":"吊牌","en":"Plate"},"kind":"text","maxLength":20,"unique":true},
            {"index":2004,"name":"strength","label":{"zh":"强度","en":"Strength"},"kind":"decimal","unit":"MPa","min":0,
             "max":2000,"scale":1,"required":true,"late":true},
            {"index":2005,"name":"customer","label":{"zh":"客户","en":"Customer"},"kind":"text","maxLength":50,
             "visibility":"private"}
            """;

    private final RegistryFixture node = new RegistryFixture(new MemoryStore());

    @BeforeEach
    void publish() {
        RegistryFixture.written(
                node.change(new Request.Create(COIL, List.of(version(1, FIELDS)), false, false), OPERATOR));
    }

    @AfterEach
    void storeIsSoundAndCanBeRebuilt() {
        node.close();
        RegistryFixture.assertSound(node.store);
        MemoryStore rebuilt = new MemoryStore();
        Replay.into(rebuilt, node.store, new StateMachine(new Rules()), progress -> {});
        for (Family family : Family.values()) {
            assertThat(StoreDump.of(rebuilt, family)).as(family.name()).isEqualTo(StoreDump.of(node.store, family));
        }
    }

    @Test
    void recordInTheWordsOfItsTemplateBecomesElements() {
        RegistryFixture.written(fill("A", coil("Q355B", "26.9475 t")));

        var found = (Outcome.Found) node.resolve("88.118.8/A");
        assertThat(found.elements().list())
                .extracting(e -> e.index() + " " + e.type() + " " + e.text())
                .containsExactly("1001 TEMPLATE 88.118/META_coil:1", "2000 grade Q355B", "2001 mass 26947.5 kg");
    }

    @Test
    void allFaultsAreToldAtOnce() {
        Outcome outcome = fill("A", Map.of("grade", "Q355", "mass", "heavy", "colour", "red", "rolled", "yesterday"));

        Problem problem = ((Outcome.Refused) outcome).problem();
        assertThat(problem.reason()).isEqualTo(Reason.TEMPLATE_VIOLATED);
        assertThat(problem.violations())
                .extracting(Violation::rule)
                .containsExactlyInAnyOrder(Rule.UNKNOWN_FIELD, Rule.NOT_IN_LIST, Rule.NOT_A_NUMBER, Rule.NOT_A_DATE);
        assertThat(problem.violations()).extracting(Violation::hint).contains("Q355B");
        assertThat(problem.text(Locale.CHINESE)).contains("不符合模板").contains("Q355B");
        assertThat(reason(node.resolve("88.118.8/A"))).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void elementsAreHeldToTheTemplateOnEveryDoor() {
        List<Element> wrong =
                List.of(Element.of(1001, "TEMPLATE", "88.118/META_coil:1"), Element.of(2000, "grade", "X"));

        Outcome created = node.change(new Request.Create(id("A"), wrong, false, false), STEELWORKS);
        assertThat(((Outcome.Refused) created).problem().violations())
                .extracting(Violation::rule)
                .containsExactlyInAnyOrder(Rule.NOT_IN_LIST, Rule.MISSING);

        RegistryFixture.written(fill("A", coil("Q355B", "1 kg")));
        Outcome modified =
                node.change(new Request.ModifyElements(id("A"), List.of(Element.of(2001, "mass", "2 t"))), STEELWORKS);
        assertThat(reason(modified)).isEqualTo(Reason.TEMPLATE_VIOLATED);
        Outcome removed = node.change(new Request.RemoveElements(id("A"), List.of(2000)), STEELWORKS);
        assertThat(reason(removed)).isEqualTo(Reason.TEMPLATE_VIOLATED);
    }

    /** Of a template's own record, too, which follows none: whoever counts by templates reads it. */
    @Test
    void whatNamesNoTemplateIsRefusedOfEveryRecord() {
        for (String wrong : List.of("coil:1", "a\0/META_b:1", "88.118/coil:1", ":", "")) {
            List<Element> elements = List.of(Element.of(1001, "TEMPLATE", wrong));
            for (String record : List.of("A", "META_own")) {
                Outcome created = node.change(new Request.Create(id(record), elements, false, false), STEELWORKS);
                assertThat(reason(created))
                        .as(record + " " + wrong)
                        .isIn(Reason.INVALID_ARGUMENT, Reason.INVALID_IDENTIFIER);
            }
        }
    }

    @Test
    void lateAndCorrectedValuesSupersedeAndHistoryShowsBoth() {
        RegistryFixture.written(fill("A", coil("Q355B", "1 kg")));
        Outcome late = node.await(reply -> node.registry.submit(
                new Request.Filled(id("A"), "coil:1", Map.of("强度", "522.5"), true),
                RegistryFixture.caller(STEELWORKS),
                Optional.empty(),
                reply));
        RegistryFixture.written(late);
        RegistryFixture.written(node.change(
                new Request.Update(
                        id("A"), List.of(Element.of(2004, "strength", "525.0 MPa")), List.of(), OptionalLong.empty()),
                STEELWORKS));

        var past = (Outcome.Past) node.ask(new Request.GetHistory(id("A"), Page.first(10)), STEELWORKS);
        assertThat(past.versions().get(0).before().list().get(0).text()).isEqualTo("522.5 MPa");
        assertThat(past.versions().get(0).after().list().get(0).text()).isEqualTo("525.0 MPa");
    }

    @Test
    void uniqueValueIsTakenOnce() {
        RegistryFixture.written(fill("A", with(coil("Q355B", "1 kg"), "plate", "P-1")));

        Outcome second = fill("B", with(coil("Q355B", "1 kg"), "plate", "P-1"));
        Violation violation = ((Outcome.Refused) second).problem().violations().get(0);
        assertThat(violation.rule()).isEqualTo(Rule.DUPLICATE);
        assertThat(violation.right()).isEqualTo("88.118.8/A");

        RegistryFixture.written(node.change(new Request.Delete(id("A")), STEELWORKS));
        RegistryFixture.written(fill("B", with(coil("Q355B", "1 kg"), "plate", "P-1")));
    }

    @Test
    void duplicateIsToldOfTheRecordThatIsThere() {
        RegistryFixture.written(fill("A", with(coil("Q355B", "1 kg"), "customer", "secret")));

        Outcome second = fill("A", coil("Q235B", "2 kg"));

        Problem problem = ((Outcome.Refused) second).problem();
        assertThat(problem.reason()).isEqualTo(Reason.ALREADY_EXISTS);
        assertThat(problem.text(Locale.ENGLISH))
                .contains("88.118.8/A exists already: version 1, registered 20")
                .endsWith(", template 88.118/META_coil, grade Q355B, mass 1 kg.");
    }

    @Test
    void identifierIsHeldToTheRuleOfTheEnterprise() {
        Identifier own = Identifier.known("88.118.8/META_coil");
        Element ruled = version(1, FIELDS, "{class}.{grade}-{coil:n3}{check}");
        RegistryFixture.written(node.change(new Request.Create(own, List.of(ruled), false, false), STEELWORKS));
        var parcel = new Request.Parcel(
                "mes",
                1,
                List.of(
                        new Request.Filled(id("3130.Q335B-007X"), own + ":1", coil("Q355B", "1 kg"), false),
                        new Request.Filled(id("3130.Q355B-007X"), "coil:1", coil("Q355B", "1 kg"), false)));

        var settled = (Outcome.Settled) node.submit(parcel, STEELWORKS);

        Violation violation = ((Outcome.Refused) settled.items().get(0))
                .problem()
                .violations()
                .get(0);
        assertThat(violation.part()).contains(new Violation.Part(6, "{grade}", "Q335B", "Q355B"));
        assertThat(violation.right()).isEqualTo("3130.Q355B-{coil:n3}{check}");
        assertThat(violation.hint()).isEqualTo("3130.Q355B-007" + CheckCharacter.of("3130.Q355B-007"));
        RegistryFixture.written(settled.items().get(1));
        assertThat(node.submit(parcel, STEELWORKS)).isEqualTo(settled);
        RegistryFixture.written(fill(violation.hint(), coil("Q355B", "1 kg"), own + ":1"));
    }

    @Test
    void uniqueIdentifierIsTakenOnceHoweverItIsSpelled() {
        String slab = FIELDS + ",{\"index\":2050,\"name\":\"slab\",\"label\":{\"zh\":\"板坯\",\"en\":\"Slab\"},"
                + "\"kind\":\"reference\",\"unique\":true}";
        RegistryFixture.written(node.change(new Request.AddElements(COIL, List.of(version(2, slab)), false), OPERATOR));
        RegistryFixture.written(fill("A", with(coil("Q355B", "1 kg"), "slab", "88.118.8/s1"), "coil:2"));

        Outcome second = fill("B", with(coil("Q355B", "1 kg"), "slab", "88.118.8/S1"), "coil:2");

        assertThat(((Outcome.Refused) second).problem().violations())
                .extracting(Violation::rule)
                .containsExactly(Rule.DUPLICATE);
        assertThat(search(List.of(is("slab", "88.118.8/S1")))).containsExactly("88.118.8/A");
    }

    @Test
    void templateUnderAPrefixWithLettersIsOneHoweverItIsSpelled() {
        Identifier works = Identifier.known("0.NA/88.118.Works");
        RegistryFixture.written(node.change(
                new Request.AdmitPrefix(works, List.of(RegistryFixture.admin(100, STEELWORKS, Rights.ALL))), OPERATOR));
        RegistryFixture.written(node.change(
                new Request.Create(
                        Identifier.known("88.118.works/META_coil"), List.of(version(1, FIELDS)), false, false),
                STEELWORKS));
        RegistryFixture.written(createUnder("88.118.works/A", "88.118.works/META_coil:1", "P-1"));
        RegistryFixture.written(createUnder("88.118.WORKS/B", "88.118.WORKS/META_coil:1", "P-2"));

        Outcome third = createUnder("88.118.Works/C", "88.118.Works/META_coil:1", "P-1");

        assertThat(((Outcome.Refused) third).problem().violations())
                .extracting(Violation::rule)
                .containsExactly(Rule.DUPLICATE);
        var query = new Request.Search(
                works, "88.118.wOrKs/META_coil", List.of(), Optional.empty(), Optional.empty(), Page.first(9));
        assertThat(((Outcome.Listed) node.ask(query, STEELWORKS)).identifiers())
                .containsExactly(Identifier.known("88.118.works/A"), Identifier.known("88.118.works/B"));
    }

    private Outcome createUnder(String identifier, String template, String plate) {
        List<Element> elements = List.of(
                Element.of(1001, "TEMPLATE", template),
                Element.of(2000, "grade", "Q355B"),
                Element.of(2001, "mass", "1.0 kg"),
                Element.of(2003, "plate", plate));
        return node.change(new Request.Create(Identifier.known(identifier), elements, false, false), STEELWORKS);
    }

    @Test
    void publishedVersionStaysAsItIs() {
        Element other = version(1, FIELDS.replace("60000", "70000"));
        var changes = List.of(
                new Request.ModifyElements(COIL, List.of(other)),
                new Request.RemoveElements(COIL, List.of(1)),
                new Request.Create(COIL, List.of(other), true, false),
                new Request.Delete(COIL));

        assertThat(changes).allMatch(change -> reason(node.change(change, OPERATOR)) == Reason.TEMPLATE_PUBLISHED);
    }

    @Test
    void newerVersionMustFitToTheOneBefore() {
        Element narrower = version(2, FIELDS.replace("60000", "50000"));
        Element wider = version(2, FIELDS.replace("60000", "70000"));

        assertThat(reason(node.change(new Request.AddElements(COIL, List.of(narrower), false), OPERATOR)))
                .isEqualTo(Reason.TEMPLATE_WRONG);
        RegistryFixture.written(node.change(new Request.AddElements(COIL, List.of(wider), false), OPERATOR));
        RegistryFixture.written(fill("A", coil("Q355B", "65 t"), "coil:2"));
        assertThat(reason(fill("B", coil("Q355B", "65 t"), "coil:1"))).isEqualTo(Reason.TEMPLATE_VIOLATED);
    }

    @Test
    void parcelSentAgainHasItsFirstVerdictThoughItsTemplateIsPublishedMeanwhile() {
        var parcel = new Request.Parcel(
                "mes", 1, List.of(new Request.Filled(id("A"), "coil:2", coil("Q355B", "1 kg"), false, "")));
        Outcome first = node.submit(parcel, STEELWORKS);
        assertThat(reason(((Outcome.Settled) first).items().get(0))).isEqualTo(Reason.TEMPLATE_UNKNOWN);
        RegistryFixture.written(
                node.change(new Request.AddElements(COIL, List.of(version(2, FIELDS)), false), OPERATOR));

        assertThat(node.submit(parcel, STEELWORKS)).isEqualTo(first);
        var other = new Request.Parcel(
                "mes", 1, List.of(new Request.Filled(id("A"), "coil:2", coil("Q355B", "2 kg"), false, "")));
        assertThat(reason(node.submit(other, STEELWORKS))).isEqualTo(Reason.REQUEST_ID_REUSED);
    }

    @Test
    void firstVerdictOnAParcelIsToldWithoutSendingItAgain() {
        var parcel = new Request.Parcel(
                "mes", 1, List.of(new Request.Filled(id("A"), "coil:1", coil("Q355B", "1 kg"), false, "")));
        Outcome first = node.submit(parcel, STEELWORKS);
        assertThat(((Outcome.Settled) first).items().get(0)).isInstanceOf(Outcome.Written.class);

        assertThat(node.ask(new Request.FirstVerdict(parcel), STEELWORKS)).isEqualTo(first);
    }

    @Test
    void templatesRecordFollowsNoTemplateItself() {
        RegistryFixture.written(fill("A", with(coil("Q355B", "1 kg"), "plate", "P-1")));
        Identifier posing = Identifier.known("88.118.8/META_x");
        List<Element> elements = List.of(
                Element.of(1001, "TEMPLATE", "88.118/META_coil:1"),
                Element.of(2001, "mass", "heavy"),
                Element.of(2003, "plate", "P-1"));
        RegistryFixture.written(node.change(new Request.Create(posing, elements, false, false), STEELWORKS));
        RegistryFixture.written(
                node.change(new Request.AddElements(posing, List.of(Element.of(1, "A", "a")), false), STEELWORKS));

        assertThat(reason(fill("B", with(coil("Q355B", "1 kg"), "plate", "P-1"))))
                .isEqualTo(Reason.TEMPLATE_VIOLATED);
    }

    @Test
    void recordsOfAllVersionsAreFoundByOneQuestion() {
        RegistryFixture.written(fill("A", coil("Q355B", "1.5 kg")));
        Element finer = version(
                2,
                FIELDS.replace("\"scale\":1,\"required\":true,\"indexed\"", "\"scale\":3,\"required\":true,\"indexed\"")
                        .replace("\n \"scale\":1,", "\n \"scale\":3,"));
        RegistryFixture.written(node.change(new Request.AddElements(COIL, List.of(finer), false), OPERATOR));
        RegistryFixture.written(fill("B", coil("Q355B", "1.625 kg"), "coil:2"));

        assertThat(search(List.of(between("mass", "1 kg", "2 kg")))).containsExactly("88.118.8/A", "88.118.8/B");
        assertThat(search(List.of(is("grade", "Q355B"), between("mass", "1.6 kg", "2 kg"))))
                .containsExactly("88.118.8/B");
    }

    @Test
    void templateThatIsNoneIsRefused() {
        Element broken = Element.of(1, Template.DEFINITION.name(), "{}");
        Identifier own = Identifier.known("88.118.8/META_own");

        assertThat(reason(node.change(new Request.Create(own, List.of(broken), false, false), STEELWORKS)))
                .isEqualTo(Reason.TEMPLATE_WRONG);
        assertThat(reason(fill("A", coil("Q355B", "1 kg"), "coil:7"))).isEqualTo(Reason.TEMPLATE_UNKNOWN);
        assertThat(reason(fill("A", coil("Q355B", "1 kg"), "nonsense"))).isEqualTo(Reason.INVALID_ARGUMENT);
    }

    @Test
    void recordsAreFoundByTheirValues() {
        for (int i = 0; i < 30; i++) {
            String grade = i % 3 == 0 ? "Q235B" : "Q355B";
            RegistryFixture.written(fill(
                    "C" + (10 + i),
                    with(coil(grade, i + ".5 t"), "rolled", "2026-11-" + (i < 9 ? "0" : "") + (i + 1))));
            node.clock.advance(Duration.ofMinutes(1));
        }

        assertThat(search(List.of(is("grade", "Q235B")))).hasSize(10);
        assertThat(search(List.of(between("质量", "9 t", "10500 kg")))).containsExactly("88.118.8/C19", "88.118.8/C20");
        assertThat(search(List.of(between("rolled", "2026-11-10", "2026-11-12"), is("grade", "Q235B"))))
                .containsExactly("88.118.8/C19");
        assertThat(search(List.of())).hasSize(30).isSorted();
    }

    @Test
    void changedAndDeletedRecordsAreFoundByWhatTheyAreNow() {
        RegistryFixture.written(fill("A", coil("Q355B", "1 kg")));
        RegistryFixture.written(fill("B", coil("Q355B", "2 kg")));
        RegistryFixture.written(node.change(
                new Request.ModifyElements(id("A"), List.of(Element.of(2000, "grade", "Q235B"))), STEELWORKS));
        RegistryFixture.written(node.change(new Request.Delete(id("B")), STEELWORKS));

        assertThat(search(List.of(is("grade", "Q355B")))).isEmpty();
        assertThat(search(List.of(is("grade", "Q235B")))).containsExactly("88.118.8/A");
    }

    @Test
    void pagesStayInOrderWhileOthersWrite() {
        for (int i = 0; i < 10; i++) {
            RegistryFixture.written(fill("P" + i, coil("Q355B", (10 + i) + " kg")));
        }

        List<String> seen = new ArrayList<>();
        Optional<Page> page = Optional.of(Page.first(3));
        while (page.isPresent()) {
            var listed = (Outcome.Listed)
                    node.ask(query(List.of(between("mass", "10 kg", "20 kg")), page.get()), STEELWORKS);
            listed.identifiers().forEach(found -> seen.add(found.text()));
            RegistryFixture.written(fill("Z" + seen.size(), coil("Q355B", "5 kg")));
            page = listed.next().map(next -> new Page(Optional.of(next), 3));
        }

        assertThat(seen).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void wrongConditionsAreExplained() {
        Outcome notIndexed = node.ask(query(List.of(is("strength", "5")), Page.first(9)), STEELWORKS);
        Outcome noNumber = node.ask(query(List.of(is("mass", "heavy")), Page.first(9)), STEELWORKS);

        assertThat(((Outcome.Refused) notIndexed).problem().text(Locale.ENGLISH))
                .contains("grade, mass, rolled, plate");
        assertThat(reason(noNumber)).isEqualTo(Reason.TEMPLATE_VIOLATED);
    }

    private List<String> search(List<Request.Condition> conditions) {
        Outcome outcome = node.ask(query(conditions, Page.first(100)), STEELWORKS);
        assertThat(outcome).isInstanceOf(Outcome.Listed.class);
        return ((Outcome.Listed) outcome)
                .identifiers().stream().map(Identifier::text).toList();
    }

    private static Request.Search query(List<Request.Condition> conditions, Page page) {
        return new Request.Search(
                RegistryFixture.STEEL_PREFIX, "coil", conditions, Optional.empty(), Optional.empty(), page);
    }

    private static Request.Condition is(String field, String value) {
        return between(field, value, value);
    }

    private static Request.Condition between(String field, String from, String to) {
        return new Request.Condition(field, Optional.of(from), Optional.of(to));
    }

    private Outcome fill(String suffix, Map<String, String> values) {
        return fill(suffix, values, "coil:1");
    }

    private Outcome fill(String suffix, Map<String, String> values, String template) {
        Reference by = STEELWORKS;
        return node.await(reply -> node.registry.submit(
                new Request.Filled(id(suffix), template, values, false),
                RegistryFixture.caller(by),
                Optional.empty(),
                reply));
    }

    private static Map<String, String> coil(String grade, String mass) {
        return Map.of("grade", grade, "mass", mass);
    }

    private static Map<String, String> with(Map<String, String> values, String field, String value) {
        Map<String, String> more = new TreeMap<>(values);
        more.put(field, value);
        return more;
    }

    private static Element version(int version, String fields) {
        return version(version, fields, "");
    }

    private static Element version(int version, String fields, String rule) {
        String json = "{\"name\":\"coil\",\"version\":" + version
                + ",\"label\":{\"zh\":\"钢卷\",\"en\":\"Coil\"},\"industry\":\"3130\","
                + (rule.isEmpty() ? "" : "\"identifier\":\"" + rule + "\",") + "\"fields\":[" + fields + "]}";
        return Element.of(version, Template.DEFINITION, Bytes.utf8(json));
    }

    private static Identifier id(String suffix) {
        return Identifier.known("88.118.8/" + suffix);
    }
}
