package org.yuanliu.node.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yuanliu.command.AdvanceEnterprise;
import org.yuanliu.command.AdvancePrefix;
import org.yuanliu.command.Command;
import org.yuanliu.command.PutEnterprise;
import org.yuanliu.directory.DirectoryElements;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Enterprise;
import org.yuanliu.model.EnterpriseState;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.PrefixState;
import org.yuanliu.model.PrefixStatus;
import org.yuanliu.model.Reason;
import org.yuanliu.model.State;
import org.yuanliu.node.store.StoredRecord;
import org.yuanliu.wire.SiteCodec;

/** What changes of enterprises and prefixes make of the prefix record; {@link Workflow} decides whether that is right. */
final class DirectoryJudge {
    private final Identifier prefixRecord;
    private final Optional<StoredRecord> old;
    private final int seconds;
    private final Map<Integer, Element> now = new TreeMap<>();

    /** @param millis time of the change */
    DirectoryJudge(Identifier prefixRecord, Optional<StoredRecord> old, long millis) {
        this.prefixRecord = prefixRecord;
        this.old = old;
        this.seconds = (int) (millis / 1000);
        elements().forEach(element -> now.put(element.index(), element));
    }

    /** @param homed whether the prefix lives here already: then its enterprise was admitted before records said so */
    Plan decide(Command command, boolean homed) throws Refusal {
        return switch (command.getChangeCase()) {
            case PUT_ENTERPRISE -> putEnterprise(command.getPutEnterprise(), homed);
            case ADVANCE_ENTERPRISE -> advance(command.getAdvanceEnterprise());
            case ADVANCE_PREFIX -> advance(command.getAdvancePrefix());
            default -> {
                put(DirectoryElements.write(status().with(DirectoryCommands.quota(command.getSetQuota()))));
                yield plan("quota");
            }
        };
    }

    private Plan putEnterprise(PutEnterprise given, boolean homed) throws Refusal {
        EnterpriseState state = DirectoryElements.enterprise(elements())
                .map(Enterprise::state)
                .orElse(homed ? EnterpriseState.APPROVED : EnterpriseState.DRAFT);
        Enterprise enterprise = DirectoryCommands.enterprise(given, state);
        try {
            enterprise.check();
        } catch (MalformedMessage e) {
            throw new Refusal(e.problem());
        }
        put(DirectoryElements.write(enterprise));
        if (given.getContact().isEmpty()) {
            now.remove(DirectoryElements.CONTACT_INDEX);
        } else {
            put(DirectoryElements.writeContact(given.getContact()));
        }
        if (DirectoryElements.prefix(elements()).isEmpty()) {
            put(DirectoryElements.write(homed ? PrefixStatus.APPLIED.in(PrefixState.HOMED) : PrefixStatus.APPLIED));
        }
        return plan("describe");
    }

    private Plan advance(AdvanceEnterprise step) throws Refusal {
        Enterprise enterprise = DirectoryElements.enterprise(elements())
                .orElseThrow(() -> new Refusal(Reason.ELEMENT_NOT_FOUND, prefixRecord.text(), "1100 ENTERPRISE"));
        EnterpriseState state = state(EnterpriseState.class, step.getState());
        demandStep(enterprise.state(), state);
        put(DirectoryElements.write(enterprise.in(state)));
        return plan("advance");
    }

    private Plan advance(AdvancePrefix step) throws Refusal {
        PrefixStatus status = status();
        PrefixState state = state(PrefixState.class, step.getState());
        demandStep(status.state(), state);
        Optional<Bytes> site = DirectoryCommands.site(step);
        if (site.isPresent()) {
            put(site(site.get()));
        }
        put(DirectoryElements.write(status.in(state)));
        return plan("advance");
    }

    /** A step leads elsewhere: whoever repeats one hears that it was done. */
    private <S extends Enum<S>> void demandStep(State<S> from, S to) throws Refusal {
        if (!from.next().contains(to)) {
            throw new Refusal(Reason.WRONG_STATE, prefixRecord.suffix(), from.word(), from.nextWords());
        }
    }

    private PrefixStatus status() throws Refusal {
        return DirectoryElements.prefix(elements())
                .orElseThrow(() -> new Refusal(Reason.ELEMENT_NOT_FOUND, prefixRecord.text(), "1102 PREFIX"));
    }

    /** In the place of the site that is there, else at the first free index above 1, where texts tend to stand. */
    private Element site(Bytes data) throws Refusal {
        try {
            SiteCodec.read(data);
        } catch (MalformedMessage e) {
            throw new Refusal(Reason.INVALID_ARGUMENT, "The site", e.getMessage());
        }
        int index = now.values().stream()
                .filter(element -> element.type().equals(ElementType.HS_SITE))
                .map(Element::index)
                .findFirst()
                .orElseGet(this::freeIndex);
        return Element.of(index, ElementType.HS_SITE, data);
    }

    private int freeIndex() {
        int index = 2;
        while (now.containsKey(index)) {
            index++;
        }
        return index;
    }

    private static <S extends Enum<S> & State<S>> S state(Class<S> states, String word) throws Refusal {
        return State.of(states, word)
                .orElseThrow(() -> new Refusal(Reason.INVALID_ARGUMENT, "The state", "'" + word + "' is none"));
    }

    private List<Element> elements() {
        return old.map(StoredRecord::elements).orElse(List.of());
    }

    private void put(Element element) {
        now.put(element.index(), element.writtenAt(seconds));
    }

    private Plan plan(String action) throws Refusal {
        List<Element> elements = List.copyOf(now.values());
        ElementRules.checkSize(Elements.of(elements));
        return plan(prefixRecord, action, old, elements);
    }

    /** The change from what a record was to all that it shall be. */
    static Plan plan(Identifier identifier, String action, Optional<StoredRecord> old, List<Element> now) {
        List<Element> before = new ArrayList<>(old.map(StoredRecord::elements).orElse(List.of()));
        before.removeAll(now);
        return new Plan(
                identifier,
                action,
                old,
                Optional.of(Elements.of(now)),
                before,
                Plan.Homing.UNCHANGED,
                Optional.empty());
    }
}
