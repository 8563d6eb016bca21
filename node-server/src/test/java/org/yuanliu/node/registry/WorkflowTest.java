package org.yuanliu.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yuanliu.node.registry.RegistryFixture.OPERATOR;
import static org.yuanliu.node.registry.RegistryFixture.STEELWORKS;
import static org.yuanliu.node.registry.RegistryFixture.STEEL_PREFIX;
import static org.yuanliu.node.registry.RegistryFixture.STRANGER;
import static org.yuanliu.node.registry.RegistryFixture.admin;
import static org.yuanliu.node.registry.RegistryFixture.reason;
import static org.yuanliu.node.registry.RegistryFixture.url;
import static org.yuanliu.node.registry.RegistryFixture.written;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yuanliu.directory.DirectoryElements;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Enterprise;
import org.yuanliu.model.EnterpriseState;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Page;
import org.yuanliu.model.PrefixState;
import org.yuanliu.model.PrefixStatus;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.model.Rights;
import org.yuanliu.model.Selection;
import org.yuanliu.model.SiteInfo;
import org.yuanliu.model.State;
import org.yuanliu.model.Version;
import org.yuanliu.node.ledger.Replay;
import org.yuanliu.node.ledger.StateMachine;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.MemoryStore;
import org.yuanliu.node.store.Store;
import org.yuanliu.wire.SiteCodec;

class WorkflowTest {
    private static final Identifier COIL = Identifier.known("88.118.8/COIL-1");
    private static final Enterprise STEEL =
            new Enterprise(EnterpriseState.DRAFT, "西山钢铁", "91350100M000100Y43", "C3130", "130200", false);
    private static final Bytes SITE =
            SiteCodec.write(new SiteInfo(1, 2, 11, 1, true, false, 2, Bytes.EMPTY, List.of(), List.of()));

    private final RegistryFixture node = new RegistryFixture(new MemoryStore());
    private int fresh;

    /** Every test ends in a store that is sound and that its change log rebuilds byte by byte. */
    @AfterEach
    void storeIsSoundAndRebuildsItself() {
        node.close();
        RegistryFixture.assertSound(node.store);
        Store rebuilt = new MemoryStore();
        Replay.into(rebuilt, node.store, new StateMachine(new Rules()), progress -> {});
        for (Family family : Family.values()) {
            assertThat(StoreDump.of(rebuilt, family)).as(family.name()).isEqualTo(StoreDump.of(node.store, family));
        }
    }

    @Test
    void enterpriseTakesTheStepsOfItsWorkflowAndNoOthers() {
        for (EnterpriseState from : EnterpriseState.values()) {
            for (EnterpriseState to : EnterpriseState.values()) {
                Identifier prefix = enterpriseIn(from);

                Outcome outcome = node.change(new Request.AdvanceEnterprise(prefix, to, ""), OPERATOR);

                assertStep(outcome, from, to);
                assertThat(enterprise(prefix).state()).isEqualTo(from.next().contains(to) ? to : from);
            }
        }
    }

    @Test
    void prefixTakesTheStepsOfItsWorkflowAndNoOthers() {
        for (PrefixState from : PrefixState.values()) {
            for (PrefixState to : PrefixState.values()) {
                Identifier prefix = prefixIn(from);

                Outcome outcome = advance(prefix, to);

                // Suspended while hosted, it comes back as hosted.
                boolean elsewhere = from == PrefixState.SUSPENDED && to == PrefixState.DELEGATED;
                if (elsewhere) {
                    assertThat(reason(outcome)).isEqualTo(Reason.WRONG_STATE);
                } else {
                    assertStep(outcome, from, to);
                }
                PrefixState now = from.next().contains(to) && !elsewhere ? to : from;
                assertThat(status(prefix).state()).isEqualTo(now);
                assertThat(homed(prefix)).isEqualTo(status(prefix).homed());
            }
        }
    }

    @Test
    void stepsAreHeldToTheWorkflowOnTheWaysOfRecordsToo() {
        for (EnterpriseState from : EnterpriseState.values()) {
            for (EnterpriseState to : EnterpriseState.values()) {
                Identifier prefix = enterpriseIn(from);
                Element element = DirectoryElements.write(STEEL.in(to));

                Outcome outcome = node.change(new Request.ModifyElements(prefix, List.of(element)), OPERATOR);

                if (from == to) {
                    written(outcome);
                } else {
                    assertStep(outcome, from, to);
                }
            }
        }
    }

    @Test
    void prefixIsNotAllocatedBeforeItsEnterpriseIsApproved() {
        Identifier prefix = enterpriseIn(EnterpriseState.REVIEWING);
        written(advance(prefix, PrefixState.REVIEWED));

        Outcome early = advance(prefix, PrefixState.ALLOCATED);
        written(node.change(new Request.AdvanceEnterprise(prefix, EnterpriseState.APPROVED, ""), OPERATOR));

        assertThat(reason(early)).isEqualTo(Reason.WRONG_STATE);
        written(advance(prefix, PrefixState.ALLOCATED));
        assertThat(homed(prefix)).isFalse();
    }

    @Test
    void suspendedEnterpriseIsResolvedAndDoesNotWrite() {
        written(node.change(new Request.Create(COIL, List.of(url(1, "https://a.example")), false, false), STEELWORKS));
        describe(false);

        suspend();

        assertThat(node.resolve(COIL.text())).isInstanceOf(Outcome.Found.class);
        for (Reference who : List.of(STEELWORKS, OPERATOR)) {
            for (Request.Change change : changesOf(COIL)) {
                assertThat(reason(node.change(change, who))).as("%s", change).isEqualTo(Reason.FROZEN);
            }
        }
        Outcome item = ((Outcome.Settled) node.submit(
                        new Request.Parcel("mes", 1, List.of(new Request.Create(id("X"), List.of(), false, false))),
                        STEELWORKS))
                .items()
                .get(0);
        assertThat(reason(item)).isEqualTo(Reason.FROZEN);
        assertThat(reason(node.change(new Request.AddElements(STEEL_PREFIX, List.of(url(9, "x")), false), STEELWORKS)))
                .isEqualTo(Reason.FROZEN);
        assertThat(reason(node.changeAnonymously(new Request.Delete(COIL)))).isEqualTo(Reason.FROZEN);
    }

    @Test
    void policyToRefuseEndsResolutionUntilTheEnterpriseIsBack() {
        written(node.change(new Request.Create(COIL, List.of(url(1, "https://a.example")), false, false), STEELWORKS));
        describe(true);

        suspend();
        Outcome suspended = node.resolve(COIL.text());
        written(node.change(new Request.AdvanceEnterprise(STEEL_PREFIX, EnterpriseState.APPROVED, ""), OPERATOR));

        assertThat(suspended).isEqualTo(Outcome.Refused.of(Reason.SHUT, "88.118.8", "suspended"));
        assertThat(node.resolve(COIL.text())).isInstanceOf(Outcome.Found.class);
        assertThat(node.resolve("0.NA/88.118.8")).isInstanceOf(Outcome.Found.class);
        written(node.change(new Request.Delete(COIL), STEELWORKS));
    }

    @Test
    void derivedPrefixFollowsTheOneItIsDerivedFrom() {
        Identifier derived = Identifier.known("0.NA/88.118.8.1");
        Identifier record = Identifier.known("88.118.8.1/X");
        written(node.change(new Request.AdmitPrefix(derived, List.of(admin(100, STEELWORKS, Rights.ALL))), OPERATOR));
        written(node.change(new Request.Create(record, List.of(url(1, "x")), false, false), STEELWORKS));
        describe(true);

        suspend();

        assertThat(node.resolve(record.text())).isEqualTo(Outcome.Refused.of(Reason.SHUT, "88.118.8", "suspended"));
        assertThat(reason(node.change(new Request.Delete(record), STEELWORKS))).isEqualTo(Reason.FROZEN);
        assertThat(reason(node.change(new Request.AddElements(derived, List.of(url(9, "x")), false), STEELWORKS)))
                .isEqualTo(Reason.FROZEN);
    }

    @Test
    void reclaimedPrefixIsNoLongerHere() {
        describe(false);
        written(node.change(new Request.Create(COIL, List.of(url(1, "x")), false, false), STEELWORKS));

        written(advance(STEEL_PREFIX, PrefixState.RECLAIMED));

        assertThat(reason(node.resolve(COIL.text()))).isEqualTo(Reason.NOT_RESPONSIBLE);
        assertThat(reason(node.change(new Request.Delete(COIL), STEELWORKS))).isEqualTo(Reason.FROZEN);
    }

    @Test
    void enterpriseDoesNotFreeItself() {
        written(node.change(new Request.Create(COIL, List.of(url(1, "x")), false, false), STEELWORKS));
        describe(false);
        suspend();
        List<Element> free = List.of(
                DirectoryElements.write(STEEL.in(EnterpriseState.APPROVED)),
                DirectoryElements.write(PrefixStatus.APPLIED.in(PrefixState.HOMED)));

        attack(free, Reason.FROZEN);

        assertThat(enterprise(STEEL_PREFIX).state()).isEqualTo(EnterpriseState.SUSPENDED);
    }

    @Test
    void enterpriseDoesNotWriteWhatTheWorkflowIsAboutAtAll() {
        describe(false);
        List<Element> better = List.of(
                DirectoryElements.write(new Enterprise(EnterpriseState.APPROVED, "someone else", "", "", "", false)),
                DirectoryElements.write(
                        PrefixStatus.APPLIED.in(PrefixState.HOMED).with(OptionalLong.of(1))));

        attack(better, Reason.NOT_PERMITTED);

        assertThat(enterprise(STEEL_PREFIX).name()).isEqualTo("西山钢铁");
    }

    private void attack(List<Element> wanted, Reason expected) {
        List<Element> withAdmin = List.of(admin(100, STEELWORKS, Rights.ALL), wanted.get(0), wanted.get(1));
        List<Request.Change> attacks = List.of(
                new Request.ModifyElements(STEEL_PREFIX, wanted),
                new Request.AddElements(STEEL_PREFIX, wanted, true),
                new Request.AddElements(STEEL_PREFIX, List.of(Element.of(5, "ENTERPRISE", "{}")), true),
                new Request.RemoveElements(STEEL_PREFIX, List.of(1100)),
                new Request.RemoveElements(STEEL_PREFIX, List.of(1102)),
                new Request.Update(STEEL_PREFIX, wanted, List.of(), OptionalLong.empty()),
                new Request.Update(STEEL_PREFIX, List.of(), List.of(1100, 1102), OptionalLong.empty()),
                new Request.Create(STEEL_PREFIX, withAdmin, true, false),
                new Request.Create(STEEL_PREFIX, List.of(admin(100, STEELWORKS, Rights.ALL)), true, false),
                new Request.Delete(STEEL_PREFIX));
        for (Request.Change attack : attacks) {
            assertThat(reason(node.change(attack, STEELWORKS))).as("%s", attack).isEqualTo(expected);
        }
        List<Request.Change> directory = List.of(
                new Request.PutEnterprise(STEEL_PREFIX, STEEL, "", ""),
                new Request.AdvanceEnterprise(STEEL_PREFIX, EnterpriseState.APPROVED, ""),
                new Request.AdvancePrefix(STEEL_PREFIX, PrefixState.HOMED, Optional.empty(), ""),
                new Request.SetQuota(STEEL_PREFIX, OptionalLong.empty(), ""),
                new Request.HomePrefix(STEEL_PREFIX),
                new Request.UnhomePrefix(STEEL_PREFIX));
        for (Request.Change attack : directory) {
            assertThat(reason(node.change(attack, STEELWORKS))).as("%s", attack).isEqualTo(Reason.NOT_PERMITTED);
            assertThat(reason(node.change(attack, STRANGER))).as("%s", attack).isEqualTo(Reason.NOT_PERMITTED);
            assertThat(reason(node.changeAnonymously(attack))).as("%s", attack).isEqualTo(Reason.AUTHENTICATION_NEEDED);
        }
    }

    @Test
    void recordOfAnEnterpriseIsNotDeletedWhileItStands() {
        describe(false);

        assertThat(reason(node.change(new Request.Delete(STEEL_PREFIX), OPERATOR)))
                .isEqualTo(Reason.WRONG_STATE);
        assertThat(reason(node.change(new Request.RemoveElements(STEEL_PREFIX, List.of(1100)), OPERATOR)))
                .isEqualTo(Reason.WRONG_STATE);
        written(node.change(new Request.AdvanceEnterprise(STEEL_PREFIX, EnterpriseState.CLOSED, ""), OPERATOR));
        assertThat(reason(node.change(new Request.Delete(STEEL_PREFIX), OPERATOR)))
                .isEqualTo(Reason.WRONG_STATE);
        written(advance(STEEL_PREFIX, PrefixState.RECLAIMED));
        written(node.change(new Request.Delete(STEEL_PREFIX), OPERATOR));
    }

    @Test
    void homingOverTheHandleProtocolDoesNotContradictTheRecord() {
        Identifier allocated = prefixIn(PrefixState.ALLOCATED);
        describe(false);

        assertThat(reason(node.change(new Request.HomePrefix(allocated), OPERATOR)))
                .isEqualTo(Reason.WRONG_STATE);
        assertThat(reason(node.change(new Request.UnhomePrefix(STEEL_PREFIX), OPERATOR)))
                .isEqualTo(Reason.WRONG_STATE);
        written(node.change(new Request.HomePrefix(STEEL_PREFIX), OPERATOR));
        written(node.change(new Request.HomePrefix(Identifier.known("0.NA/88.118.77")), OPERATOR));
    }

    @Test
    void newcomersBeginAtTheBeginningAndNodeHasNoEnterpriseOfItsOwn() {
        Identifier prefix = Identifier.known("0.NA/88.118.99");
        Element approved = DirectoryElements.write(STEEL.in(EnterpriseState.APPROVED));

        assertThat(reason(node.change(new Request.Create(prefix, List.of(approved), false, false), OPERATOR)))
                .isEqualTo(Reason.WRONG_STATE);
        assertThat(reason(node.change(new Request.PutEnterprise(OPERATOR.identifier(), STEEL, "", ""), OPERATOR)))
                .isEqualTo(Reason.INVALID_IDENTIFIER);
        Enterprise wrong = new Enterprise(EnterpriseState.DRAFT, "x", "91350100M000100Y44", "", "", false);
        assertThat(node.change(new Request.PutEnterprise(prefix, wrong, "", ""), OPERATOR))
                .isEqualTo(Outcome.Refused.of(
                        Reason.INVALID_ARGUMENT, "creditCode", "after 91350100M000100Y4 the check character is 3"));
    }

    @Test
    void historyOfThePrefixRecordIsTheAuditTrail() {
        describe(false);
        written(node.change(
                new Request.AdvanceEnterprise(STEEL_PREFIX, EnterpriseState.SUSPENDED, "欠费 unpaid"), OPERATOR));

        Outcome.Past past = (Outcome.Past) node.ask(new Request.GetHistory(STEEL_PREFIX, Page.first(10)), OPERATOR);

        Version last = past.versions().get(0);
        assertThat(last.reason()).isEqualTo("欠费 unpaid");
        assertThat(last.by()).contains(OPERATOR);
        assertThat(last.action()).isEqualTo("advance");
        assertThat(last.before().list()).extracting(Element::index).containsExactly(1100);
        assertThat(last.after().list().get(0).text()).contains("\"state\":\"suspended\"");
        assertThat(past.versions().get(1).after().list())
                .extracting(Element::index)
                .containsExactly(1100, 1101, 1102);
        Outcome.Past toAll = (Outcome.Past) node.ask(new Request.GetHistory(STEEL_PREFIX, Page.first(10)));
        assertThat(toAll.versions().get(1).after().list())
                .extracting(Element::index)
                .containsExactly(1100, 1102);
    }

    @Test
    void enterprisesAreListedByState() {
        describe(false);
        enterpriseIn(EnterpriseState.DRAFT);
        enterpriseIn(EnterpriseState.REJECTED);

        assertThat(listed(Optional.empty(), 100)).hasSize(3);
        assertThat(listed(Optional.of(EnterpriseState.REJECTED), 100)).hasSize(1);
        assertThat(listed(Optional.empty(), 1)).hasSize(1);
        assertThat(reason(node.ask(new Request.ListEnterprises(Optional.empty(), Page.first(9)), STEELWORKS)))
                .isEqualTo(Reason.NOT_PERMITTED);
        assertThat(reason(node.ask(new Request.ListEnterprises(Optional.empty(), Page.first(9)))))
                .isEqualTo(Reason.AUTHENTICATION_NEEDED);
    }

    @Test
    void quotaIsKept() {
        describe(false);
        written(node.change(new Request.SetQuota(STEEL_PREFIX, OptionalLong.of(2), ""), OPERATOR));
        assertThat(status(STEEL_PREFIX).quota()).hasValue(2);
        Request.Create third = new Request.Create(Identifier.known("88.118.8/Q3"), List.of(), false, false);

        var parcel = new Request.Parcel(
                "mes",
                1,
                List.of(
                        new Request.Create(Identifier.known("88.118.8/Q1"), List.of(), false, false),
                        new Request.Create(Identifier.known("88.118.8/Q2"), List.of(), false, false),
                        third));
        var items = ((Outcome.Settled) node.submit(parcel, STEELWORKS)).items();
        written(items.get(1));
        assertThat(reason(items.get(2))).isEqualTo(Reason.QUOTA_REACHED);

        written(node.change(new Request.Delete(Identifier.known("88.118.8/Q1")), STEELWORKS));
        written(node.change(third, STEELWORKS));
    }

    @Test
    void delegationNeedsASiteAndKeepsItsPlace() {
        Identifier prefix = prefixIn(PrefixState.ALLOCATED);

        Outcome without =
                node.change(new Request.AdvancePrefix(prefix, PrefixState.DELEGATED, Optional.empty(), ""), OPERATOR);
        Outcome garbage = node.change(
                new Request.AdvancePrefix(prefix, PrefixState.DELEGATED, Optional.of(Bytes.utf8("x")), ""), OPERATOR);
        written(advance(prefix, PrefixState.DELEGATED));

        assertThat(reason(without)).isEqualTo(Reason.INVALID_ARGUMENT);
        assertThat(reason(garbage)).isEqualTo(Reason.INVALID_ARGUMENT);
        assertThat(elements(prefix).get(0).type()).isEqualTo(ElementType.HS_SITE);
        written(advance(prefix, PrefixState.SUSPENDED));
        assertThat(reason(advance(prefix, PrefixState.HOMED))).isEqualTo(Reason.WRONG_STATE);
        written(node.change(new Request.AdvancePrefix(prefix, PrefixState.DELEGATED, Optional.empty(), ""), OPERATOR));
    }

    private static Identifier id(String suffix) {
        return Identifier.known("88.118.8/" + suffix);
    }

    private static List<Request.Change> changesOf(Identifier record) {
        return List.of(
                new Request.Create(id("NEW"), List.of(url(1, "x")), false, false),
                new Request.Create(record, List.of(url(1, "x")), true, false),
                new Request.Delete(record),
                new Request.AddElements(record, List.of(url(2, "x")), false),
                new Request.RemoveElements(record, List.of(1)),
                new Request.ModifyElements(record, List.of(url(1, "y"))),
                new Request.Update(record, List.of(url(1, "y")), List.of(), OptionalLong.empty()));
    }

    private void describe(boolean refused) {
        Enterprise enterprise = new Enterprise(
                STEEL.state(), STEEL.name(), STEEL.creditCode(), STEEL.industry(), STEEL.region(), refused);
        written(node.change(new Request.PutEnterprise(STEEL_PREFIX, enterprise, "张三", ""), OPERATOR));
        assertThat(enterprise(STEEL_PREFIX).state()).isEqualTo(EnterpriseState.APPROVED);
        assertThat(status(STEEL_PREFIX).state()).isEqualTo(PrefixState.HOMED);
    }

    private void suspend() {
        written(node.change(new Request.AdvanceEnterprise(STEEL_PREFIX, EnterpriseState.SUSPENDED, ""), OPERATOR));
    }

    private Outcome advance(Identifier prefix, PrefixState to) {
        Optional<Bytes> site = to == PrefixState.DELEGATED ? Optional.of(SITE) : Optional.empty();
        return node.change(new Request.AdvancePrefix(prefix, to, site, ""), OPERATOR);
    }

    private Identifier enterpriseIn(EnterpriseState wanted) {
        Identifier prefix = Identifier.known("0.NA/88.118." + (1000 + fresh++));
        written(node.change(new Request.PutEnterprise(prefix, STEEL, "", ""), OPERATOR));
        for (EnterpriseState step : StatePath.between(EnterpriseState.class, EnterpriseState.DRAFT, wanted)) {
            written(node.change(new Request.AdvanceEnterprise(prefix, step, ""), OPERATOR));
        }
        return prefix;
    }

    private Identifier prefixIn(PrefixState wanted) {
        Identifier prefix = enterpriseIn(EnterpriseState.APPROVED);
        for (PrefixState step : StatePath.between(PrefixState.class, PrefixState.APPLIED, wanted)) {
            written(advance(prefix, step));
        }
        return prefix;
    }

    private static <S extends Enum<S>> void assertStep(Outcome outcome, State<S> from, S to) {
        if (from.next().contains(to)) {
            assertThat(outcome).as("%s to %s", from, to).isInstanceOf(Outcome.Written.class);
        } else {
            assertThat(reason(outcome)).as("%s to %s", from, to).isEqualTo(Reason.WRONG_STATE);
        }
    }

    private List<String> listed(Optional<EnterpriseState> state, int limit) {
        Function<Page, Outcome.Enterprises> ask =
                page -> (Outcome.Enterprises) node.ask(new Request.ListEnterprises(state, page), OPERATOR);
        return ask.apply(Page.first(limit)).enterprises().stream()
                .map(entry -> entry.prefixRecord().text())
                .toList();
    }

    private Enterprise enterprise(Identifier prefix) {
        return DirectoryElements.enterprise(elements(prefix)).orElseThrow();
    }

    private PrefixStatus status(Identifier prefix) {
        return DirectoryElements.prefix(elements(prefix)).orElseThrow();
    }

    private List<Element> elements(Identifier prefix) {
        return ((Outcome.Found) node.ask(new Request.Resolve(prefix, Selection.ALL), OPERATOR))
                .elements()
                .list();
    }

    private boolean homed(Identifier prefix) {
        return new Prefixes(node.store).homed(prefix);
    }
}
