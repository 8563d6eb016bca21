package org.yuanliu.node.registry;

import java.util.List;
import java.util.Optional;
import org.yuanliu.directory.DirectoryElements;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Enterprise;
import org.yuanliu.model.EnterpriseState;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.PrefixState;
import org.yuanliu.model.PrefixStatus;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.State;
import org.yuanliu.node.registry.Plan.Homing;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.StoredRecord;
import org.yuanliu.node.store.View;

/**
 * Holds every change of a prefix record, through whichever door it comes, to the workflow of enterprises and prefixes:
 * what the record says of them is written by operators alone, and each change of it is a step that is allowed.
 */
final class Workflow {
    private final View view;
    private final Authority authority;
    private final boolean admission;

    /** @param admission whether the change admits an enterprise in one go */
    Workflow(View view, Authority authority, boolean admission) {
        this.view = view;
        this.authority = authority;
        this.admission = admission;
    }

    /** The plan with the homing that follows from it. */
    Plan check(Plan plan) throws Refusal {
        if (!plan.identifier().isPrefixRecord()) {
            return plan;
        }
        if (plan.old().isEmpty() && plan.now().isEmpty()) {
            demandHomingFits(plan);
            return plan;
        }
        List<Element> old = reserved(plan.old().map(StoredRecord::elements).orElse(List.of()));
        List<Element> now = reserved(plan.now().orElse(Elements.NONE).list());
        if (old.equals(now)) {
            return plan;
        }
        demandAllowed(plan.identifier());
        for (Element element : now) {
            demandRight(element);
        }
        demandSteps(plan, old, now);
        return DirectoryElements.prefix(now)
                .map(status -> plan.with(status.homed() ? Homing.HOME : Homing.UNHOME))
                .orElseGet(() -> DirectoryElements.prefix(old).isPresent() ? plan.with(Homing.UNHOME) : plan);
    }

    /** The elements that the workflow is about, without the time of their writing. */
    private static List<Element> reserved(List<Element> elements) {
        return elements.stream()
                .filter(DirectoryElements::isReserved)
                .map(element -> element.writtenAt(0))
                .toList();
    }

    private void demandAllowed(Identifier prefixRecord) throws Refusal {
        if (!authority.operator()) {
            throw new Refusal(
                    Reason.NOT_PERMITTED, authority.name(), "change enterprise and prefix in", prefixRecord.text());
        }
        boolean own = new Prefixes(view).node().filter(prefixRecord::equals).isPresent();
        if (own || prefixRecord.suffix().indexOf('/') >= 0) {
            throw new Refusal(
                    Reason.INVALID_IDENTIFIER, prefixRecord.text(), "it is not the record of an enterprise's prefix");
        }
    }

    private static void demandRight(Element element) throws Refusal {
        try {
            DirectoryElements.check(element);
        } catch (MalformedMessage e) {
            String index = Integer.toUnsignedString(element.index());
            String why = String.join(": ", e.problem().details());
            throw new Refusal(Problem.of(Reason.INVALID_ELEMENT, index, why).at(List.of(element.index())));
        }
    }

    private void demandSteps(Plan plan, List<Element> old, List<Element> now) throws Refusal {
        String prefix = plan.identifier().suffix();
        Optional<Enterprise> enterprise = DirectoryElements.enterprise(now);
        demandStep(
                prefix,
                DirectoryElements.enterprise(old).map(Enterprise::state),
                enterprise.map(Enterprise::state),
                first(plan) ? EnterpriseState.APPROVED : EnterpriseState.DRAFT);
        Optional<PrefixStatus> before = DirectoryElements.prefix(old);
        Optional<PrefixStatus> after = DirectoryElements.prefix(now);
        Optional<PrefixState> state = after.map(PrefixStatus::state);
        Optional<PrefixState> was = before.map(PrefixStatus::state);
        demandStep(prefix, was, state, first(plan) ? PrefixState.HOMED : PrefixState.APPLIED);
        if (after.isEmpty()) {
            return;
        }
        boolean moved =
                before.isPresent() && before.get().delegated() != after.get().delegated();
        if (moved && !before.get().leadsTo(after.get())) {
            throw wrongState(prefix, before.get().state());
        }
        if (!was.equals(state)) {
            demandConditions(plan, after.get().state(), enterprise);
        }
    }

    /** Whether the prefix is at home here when the record first speaks of it: then the enterprise was admitted. */
    private boolean first(Plan plan) {
        return admission
                || view.get(Family.PREFIXES, Keys.prefix(plan.identifier().suffix()))
                        .isPresent();
    }

    /** @param first the only state to begin with */
    private static <S extends Enum<S> & State<S>> void demandStep(
            String prefix, Optional<S> before, Optional<S> after, S first) throws Refusal {
        if (before.equals(after)) {
            return;
        }
        if (before.isEmpty()) {
            if (!after.equals(Optional.of(first))) {
                throw new Refusal(Reason.WRONG_STATE, prefix, "new", first.word());
            }
        } else if (after.isEmpty() ? !mayGo(before.get()) : !before.get().next().contains(after.get())) {
            throw wrongState(prefix, before.get());
        }
    }

    /** Whether the record may stop to speak of it: nothing stands any more, or yet. */
    private static boolean mayGo(State<?> state) {
        return state == EnterpriseState.DRAFT
                || state == EnterpriseState.REJECTED
                || state == EnterpriseState.CLOSED
                || state == PrefixState.APPLIED
                || state == PrefixState.REVIEWED
                || state == PrefixState.RECLAIMED;
    }

    private static void demandConditions(Plan plan, PrefixState after, Optional<Enterprise> enterprise) throws Refusal {
        boolean opens = after.allocated() && after != PrefixState.SUSPENDED;
        Optional<EnterpriseState> state = enterprise.map(Enterprise::state);
        if (opens && state.isPresent() && state.get() != EnterpriseState.APPROVED) {
            throw wrongState(plan.identifier().suffix(), state.get());
        }
        boolean site = plan.now().orElse(Elements.NONE).list().stream()
                .anyMatch(e -> e.type().equals(ElementType.HS_SITE));
        if (after == PrefixState.DELEGATED && !site) {
            throw new Refusal(
                    Reason.INVALID_ARGUMENT, "The site", "to delegate a prefix needs the HS_SITE of the other node");
        }
    }

    private void demandHomingFits(Plan plan) throws Refusal {
        Optional<PrefixStatus> status = view.get(Family.RECORDS, Keys.record(plan.identifier()))
                .map(StoredRecord::read)
                .flatMap(record -> DirectoryElements.prefix(record.elements()));
        if (status.isPresent() && status.get().homed() != (plan.homing() == Homing.HOME)) {
            throw wrongState(plan.identifier().suffix(), status.get().state());
        }
    }

    private static Refusal wrongState(String prefix, State<?> state) {
        return new Refusal(Reason.WRONG_STATE, prefix, state.word(), state.nextWords());
    }
}
