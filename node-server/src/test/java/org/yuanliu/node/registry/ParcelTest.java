package org.yuanliu.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yuanliu.node.registry.RegistryFixture.STEELWORKS;
import static org.yuanliu.node.registry.RegistryFixture.STRANGER;
import static org.yuanliu.node.registry.RegistryFixture.admin;
import static org.yuanliu.node.registry.RegistryFixture.reason;
import static org.yuanliu.node.registry.RegistryFixture.url;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Page;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;
import org.yuanliu.model.Rights;
import org.yuanliu.node.store.MemoryStore;

class ParcelTest {
    private final RegistryFixture node = new RegistryFixture(new MemoryStore());

    @AfterEach
    void storeIsSound() {
        node.close();
        RegistryFixture.assertSound(node.store);
    }

    @Test
    void itemsAreJudgedOneByOneAndNumberedOn() {
        List<Outcome> items = settled(node.submit(parcel(1, create("A"), create("A"), create("B")), STEELWORKS));

        var first = (Outcome.Written) items.get(0);
        assertThat(first.version()).isEqualTo(1);
        assertThat(reason(items.get(1))).isEqualTo(Reason.ALREADY_EXISTS);
        assertThat(((Outcome.Written) items.get(2)).sequence()).isEqualTo(first.sequence() + 1);
        Outcome alone = node.change(create("C"), STEELWORKS);
        assertThat(((Outcome.Written) alone).sequence()).isEqualTo(first.sequence() + 2);
    }

    @Test
    void laterItemSeesWhatAnEarlierOneDidAndHistoryShowsBoth() {
        var late = new Request.Update(id("A"), List.of(url(2, "late")), List.of(), OptionalLong.of(1));

        settled(node.submit(parcel(1, create("A"), late), STEELWORKS));

        var past = (Outcome.Past) node.ask(new Request.GetHistory(id("A"), Page.first(10)));
        assertThat(past.versions())
                .extracting(v -> v.after().list().get(0).text())
                .containsExactly("late", "A");
        assertThat(past.versions()).extracting(v -> v.version()).containsExactly(2L, 1L);
    }

    @Test
    void sameParcelAgainGetsItsFirstAnswerAndChangesNothing() {
        Outcome first = node.submit(parcel(1, create("A"), create("A")), STEELWORKS);

        assertThat(node.submit(parcel(1, create("A"), create("A")), STEELWORKS)).isEqualTo(first);
        assertThat(reason(node.submit(parcel(1, create("X")), STEELWORKS))).isEqualTo(Reason.REQUEST_ID_REUSED);
    }

    @Test
    void parcelsOfASourceAreAppliedInTheirOrderOnly() {
        assertThat(reason(node.submit(parcel(2, create("B")), STEELWORKS))).isEqualTo(Reason.OUT_OF_ORDER);
        settled(node.submit(parcel(1, create("A")), STEELWORKS));
        assertThat(next()).isEqualTo(2);
        settled(node.submit(parcel(2), STEELWORKS));
        assertThat(next()).isEqualTo(3);
    }

    @Test
    void refusedItemsCountAsAnswered() {
        List<Outcome> items = settled(node.submit(parcel(1, create("A")), STRANGER));

        assertThat(reason(items.get(0))).isEqualTo(Reason.NOT_PERMITTED);
        assertThat(settled(node.submit(parcel(1, create("A")), STRANGER))).isEqualTo(items);
    }

    @Test
    void itemThatCouldNotBeReadIsRefusedAndKeepsItsPlace() {
        var unfit = new Request.Unfit(Problem.of(Reason.INVALID_IDENTIFIER, "?", "it has no slash"));

        List<Outcome> items = settled(node.submit(parcel(1, unfit, create("A")), STEELWORKS));

        assertThat(items.get(0)).isEqualTo(new Outcome.Refused(unfit.problem()));
        assertThat(items.get(1)).isInstanceOf(Outcome.Written.class);
    }

    @Test
    void sourceIsForgottenADayAfterItsLastParcel() {
        settled(node.submit(parcel(1, create("A")), STEELWORKS));
        node.clock.advance(Duration.ofHours(23));
        settled(node.submit(parcel(2, create("B")), STEELWORKS));
        node.clock.advance(Duration.ofHours(23));
        assertThat(next()).isEqualTo(3);
        node.clock.advance(Duration.ofHours(2));
        assertThat(next()).isEqualTo(1);
    }

    @Test
    void itemThatGivesRightsCountsForTheNext() {
        var rights =
                new Request.Update(id("S"), List.of(admin(100, STRANGER, Rights.ALL)), List.of(), OptionalLong.empty());
        var strange = new Request.Update(id("S"), List.of(url(1, "x")), List.of(), OptionalLong.empty());

        settled(node.submit(parcel(1, create("S"), rights), STEELWORKS));

        assertThat(settled(node.submit(parcel(1, strange), STRANGER)).get(0)).isInstanceOf(Outcome.Written.class);
    }

    private long next() {
        return ((Outcome.Expected) node.ask(new Request.NextParcel("mes"), STEELWORKS)).parcel();
    }

    private static Request.Parcel parcel(long number, Request.ParcelItem... items) {
        return new Request.Parcel("mes", number, List.of(items));
    }

    private static Request.Create create(String suffix) {
        return new Request.Create(id(suffix), List.of(url(1, suffix)), false, false);
    }

    private static Identifier id(String suffix) {
        return Identifier.known("88.118.8/" + suffix);
    }

    private static List<Outcome> settled(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Settled.class);
        return ((Outcome.Settled) outcome).items();
    }
}
