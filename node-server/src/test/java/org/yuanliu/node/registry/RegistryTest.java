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

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
import org.yuanliu.model.Version;
import org.yuanliu.node.store.MemoryStore;
import org.yuanliu.wire.GroupCodec;

class RegistryTest {
    private static final Identifier COIL = Identifier.known("88.118.8/COIL-1");

    private final RegistryFixture node = new RegistryFixture(new MemoryStore());

    @AfterEach
    void storeIsSound() {
        node.close();
        RegistryFixture.assertSound(node.store);
    }

    @Test
    void whoMayDeleteMayNotPutHimselfInTheirPlace() {
        Reference cleaner = Reference.known(301, "0.NA/88.118.8");
        Rights clean = new Rights(Rights.DELETE_IDENTIFIER | Rights.ADD_IDENTIFIER);
        written(node.change(
                new Request.AddElements(RegistryFixture.STEEL_PREFIX, List.of(admin(101, cleaner, clean)), false),
                STEELWORKS));
        Identifier boss = Identifier.known("88.118.8/boss");
        Element key = Element.of(300, ElementType.HS_SECKEY, Bytes.utf8("secret"), Permissions.HIDDEN);
        written(node.change(new Request.Create(boss, List.of(key), false, false), STEELWORKS));

        Outcome taken = node.change(new Request.Create(boss, List.of(key), true, false), cleaner);

        assertThat(reason(taken)).isEqualTo(Reason.NOT_PERMITTED);
    }

    @Test
    void registeredRecordIsResolvedInAnySpelling() {
        register(COIL, url(1, "https://a.example"));

        Outcome outcome = node.resolve("88.118.8/coil-1");

        Outcome.Found found = (Outcome.Found) outcome;
        assertThat(found.identifier().text()).isEqualTo("88.118.8/coil-1");
        assertThat(found.version()).isEqualTo(1);
        assertThat(found.elements().list()).extracting(Element::text).containsExactly("https://a.example");
        assertThat(found.elements().list().get(0).timestamp()).isEqualTo((int) (node.clock.millis() / 1000));
    }

    @Test
    void prefixWithoutSlashNamesThePrefixRecord() {
        assertThat(node.resolve("88.118.8")).isInstanceOf(Outcome.Found.class);
        assertThat(node.resolve("0.na/88.118.8")).isInstanceOf(Outcome.Found.class);
    }

    @Test
    void unknownIdentifierAndForeignPrefixAreToldApart() {
        assertThat(reason(node.resolve("88.118.8/NO"))).isEqualTo(Reason.NOT_FOUND);
        assertThat(reason(node.resolve("88.118.9/NO"))).isEqualTo(Reason.NOT_RESPONSIBLE);
        assertThat(reason(node.resolve("99.1/NO"))).isEqualTo(Reason.NOT_RESPONSIBLE);
        assertThat(reason(node.resolve("88.118.9"))).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void creatingTwiceIsRefusedBeforeAnyoneIsAskedWhoHeIs() {
        register(COIL, url(1, "https://a.example"));

        Outcome again = node.changeAnonymously(new Request.Create(COIL, List.of(), false, false));

        assertThat(reason(again)).isEqualTo(Reason.ALREADY_EXISTS);
    }

    @Test
    void anonymousChangeAsksForAnIdentity() {
        Outcome create = node.changeAnonymously(new Request.Create(COIL, List.of(url(1, "x")), false, false));

        assertThat(reason(create)).isEqualTo(Reason.AUTHENTICATION_NEEDED);
        assertThat(reason(node.resolve(COIL.text()))).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void strangerMayNotCreateChangeOrDelete() {
        register(COIL, url(1, "https://a.example"));

        assertThat(reason(node.change(new Request.Create(id("88.118.8/Y"), List.of(), false, false), STRANGER)))
                .isEqualTo(Reason.NOT_PERMITTED);
        assertThat(reason(node.change(new Request.ModifyElements(COIL, List.of(url(1, "x"))), STRANGER)))
                .isEqualTo(Reason.NOT_PERMITTED);
        assertThat(reason(node.change(new Request.Delete(COIL), STRANGER))).isEqualTo(Reason.NOT_PERMITTED);
        assertThat(reason(node.change(new Request.HomePrefix(id("0.NA/88.118.7")), STRANGER)))
                .isEqualTo(Reason.NOT_PERMITTED);
    }

    @Test
    void elementsAreAddedModifiedAndRemoved() {
        register(COIL, url(1, "https://a.example"));

        assertThat(reason(node.change(new Request.AddElements(COIL, List.of(url(1, "x")), false), STEELWORKS)))
                .isEqualTo(Reason.ELEMENT_EXISTS);
        assertThat(reason(node.change(new Request.ModifyElements(COIL, List.of(url(2, "x"))), STEELWORKS)))
                .isEqualTo(Reason.ELEMENT_NOT_FOUND);
        written(node.change(new Request.AddElements(COIL, List.of(url(2, "two")), false), STEELWORKS));
        written(node.change(new Request.ModifyElements(COIL, List.of(url(2, "zwei"))), STEELWORKS));
        written(node.change(new Request.RemoveElements(COIL, List.of(1)), STEELWORKS));

        Outcome.Found found = (Outcome.Found) node.resolve(COIL.text());
        assertThat(found.version()).isEqualTo(4);
        assertThat(found.elements().list()).extracting(Element::text).containsExactly("zwei");
    }

    @Test
    void updateWithAnOldVersionIsRefused() {
        register(COIL, url(1, "https://a.example"));
        Request.Update second = new Request.Update(COIL, List.of(url(2, "b")), List.of(1), OptionalLong.of(1));

        written(node.change(second, STEELWORKS));

        assertThat(reason(node.change(
                        new Request.Update(COIL, List.of(url(3, "c")), List.of(), OptionalLong.of(1)), STEELWORKS)))
                .isEqualTo(Reason.VERSION_CONFLICT);
        assertThat(reason(node.change(new Request.Update(COIL, List.of(), List.of(1), OptionalLong.of(1)), STEELWORKS)))
                .as("the element is gone since then")
                .isEqualTo(Reason.VERSION_CONFLICT);
    }

    @Test
    void duplicateAndImpossibleIndexesAreRefused() {
        assertThat(reason(node.change(
                        new Request.Create(COIL, List.of(url(1, "a"), url(1, "b")), false, false), OPERATOR)))
                .isEqualTo(Reason.DUPLICATE_INDEX);
        assertThat(reason(node.change(new Request.Create(COIL, List.of(url(0, "a")), false, false), OPERATOR)))
                .isEqualTo(Reason.INVALID_ELEMENT);
        Element broken = Element.of(1, ElementType.HS_ADMIN, Bytes.hex("0FFF"));
        assertThat(reason(node.change(new Request.Create(COIL, List.of(broken), false, false), OPERATOR)))
                .isEqualTo(Reason.INVALID_ELEMENT);
    }

    @Test
    void elementThatNobodyMayWriteStays() {
        Element fixed =
                Element.of(5, new ElementType("SEAL"), Bytes.utf8("x"), new Permissions(Permissions.PUBLIC_READ));
        register(COIL, url(1, "a"), fixed);

        assertThat(reason(node.change(new Request.RemoveElements(COIL, List.of(5)), OPERATOR)))
                .isEqualTo(Reason.NOT_PERMITTED);
        assertThat(reason(node.change(new Request.ModifyElements(COIL, List.of(fixed)), OPERATOR)))
                .isEqualTo(Reason.NOT_PERMITTED);
    }

    @Test
    void elementThatEveryoneMayWriteTakesNewDataButNoNewPermissions() {
        Permissions open =
                new Permissions(Permissions.PUBLIC_READ | Permissions.PUBLIC_WRITE | Permissions.ADMIN_WRITE);
        register(COIL, Element.of(7, new ElementType("NOTE"), Bytes.utf8("old"), open));
        Element fresh = Element.of(7, new ElementType("NOTE"), Bytes.utf8("new"), open);

        written(node.changeAnonymously(new Request.ModifyElements(COIL, List.of(fresh))));

        Element grab = Element.of(7, new ElementType("NOTE"), Bytes.utf8("new"), Permissions.HIDDEN);
        assertThat(reason(node.changeAnonymously(new Request.ModifyElements(COIL, List.of(grab)))))
                .isEqualTo(Reason.AUTHENTICATION_NEEDED);
    }

    @Test
    void hiddenElementsAreFilteredOneByOne() {
        Element secret = Element.of(3, new ElementType("PRICE"), Bytes.utf8("4200"), Permissions.HIDDEN);
        Element sealed = Element.of(4, new ElementType("SEALED"), Bytes.utf8("-"), new Permissions(0));
        register(COIL, url(1, "a"), secret, sealed);
        Request.Resolve all = new Request.Resolve(COIL, Selection.ALL);

        assertThat(indexes(node.resolve(COIL.text()))).containsExactly(1);
        assertThat(reason(node.ask(all))).isEqualTo(Reason.AUTHENTICATION_NEEDED);
        assertThat(indexes(node.ask(all, STEELWORKS))).containsExactly(1, 3);
        assertThat(indexes(node.ask(all, STRANGER))).containsExactly(1);
        Selection price = new Selection(List.of(3), List.of(), false);
        assertThat(reason(node.ask(new Request.Resolve(COIL, price), STRANGER))).isEqualTo(Reason.NOT_PERMITTED);
        Selection publicPrice = new Selection(List.of(3), List.of(), true);
        assertThat(reason(node.ask(new Request.Resolve(COIL, publicPrice)))).isEqualTo(Reason.NOTHING_SELECTED);
    }

    @Test
    void typesSelectWithTrailingDotAndIndexesJoin() {
        register(COIL, url(1, "a"), Element.of(2, "URL.CERT", "b"), Element.of(3, "DESC", "c"));

        Selection some = new Selection(List.of(3), List.of(new ElementType("url.")), true);

        assertThat(indexes(node.ask(new Request.Resolve(COIL, some)))).containsExactly(1, 2, 3);
    }

    @Test
    void membersOfGroupsOfGroupsHaveTheGroupsRights() {
        Identifier group = id("88.118.8/TEAM");
        Reference inner = new Reference(group, 201);
        register(group, vlist(200, inner, new Reference(group, 200)), vlist(201, Reference.known(300, "88.118.8/LI")));
        Identifier lot = id("88.118.8/LOT");
        register(lot, url(1, "a"), admin(100, new Reference(group, 200), new Rights(Rights.MODIFY_ELEMENT)));
        Reference li = Reference.known(300, "88.118.8/LI");

        written(node.change(new Request.ModifyElements(lot, List.of(url(1, "b"))), li));

        assertThat(reason(node.change(new Request.Delete(lot), li))).isEqualTo(Reason.NOT_PERMITTED);
    }

    @Test
    void changingAdministratorsNeedsTheAdminRights() {
        Reference clerk = Reference.known(300, "88.118.8/CLERK");
        register(COIL, url(1, "a"), admin(100, clerk, new Rights(Rights.MODIFY_ELEMENT | Rights.ADD_ELEMENT)));

        assertThat(reason(node.change(
                        new Request.AddElements(COIL, List.of(admin(101, STRANGER, Rights.ALL)), false), clerk)))
                .isEqualTo(Reason.NOT_PERMITTED);
        assertThat(reason(node.change(
                        new Request.ModifyElements(COIL, List.of(admin(1, STRANGER, Rights.ALL))), clerk)))
                .isEqualTo(Reason.NOT_PERMITTED);
    }

    @Test
    void retryWithTheSameRequestIdGetsTheFirstAnswer() {
        Request.Create create = new Request.Create(COIL, List.of(url(1, "a")), false, false);
        Outcome first = node.change(create, STEELWORKS, Optional.of("r-1"));

        assertThat(node.change(create, STEELWORKS, Optional.of("r-1"))).isEqualTo(first);
        assertThat(reason(node.change(create, STEELWORKS))).isEqualTo(Reason.ALREADY_EXISTS);
        assertThat(reason(node.change(new Request.Delete(COIL), STEELWORKS, Optional.of("r-1"))))
                .isEqualTo(Reason.REQUEST_ID_REUSED);
    }

    @Test
    void requestIdsOfCallersDoNotMeetAndEndAfterADay() {
        Request.Create mint = new Request.Create(id("88.118.8/M-"), List.of(url(1, "a")), false, true);
        Outcome steel = node.change(mint, STEELWORKS, Optional.of("r"));

        Outcome operator = node.change(mint, OPERATOR, Optional.of("r"));
        Outcome retry = node.change(mint, STEELWORKS, Optional.of("r"));
        node.clock.advance(Duration.ofHours(25));
        Outcome late = node.change(mint, STEELWORKS, Optional.of("r"));

        assertThat(retry).isEqualTo(steel);
        assertThat(operator).isNotEqualTo(steel);
        assertThat(late).isInstanceOf(Outcome.Written.class).isNotEqualTo(steel);
    }

    @Test
    void mintedIdentifierIsFreshAndAnswersUnderItsName() {
        Request.Create mint = new Request.Create(id("88.118.8/M-"), List.of(url(1, "a")), false, true);

        Outcome.Written one = (Outcome.Written) node.change(mint, STEELWORKS);
        Outcome.Written two = (Outcome.Written) node.change(mint, STEELWORKS);

        assertThat(one.identifier().text()).matches("88\\.118\\.8/M-[0-9a-f-]{36}");
        assertThat(one.identifier()).isNotEqualTo(two.identifier());
        assertThat(node.resolve(one.identifier().text())).isInstanceOf(Outcome.Found.class);
    }

    @Test
    void historyTellsWhoChangedWhatAndGoesOnAfterDeletion() {
        register(COIL, url(1, "a"));
        written(node.change(new Request.ModifyElements(COIL, List.of(url(1, "b"))), STEELWORKS));
        written(node.change(new Request.Delete(COIL), OPERATOR));
        register(COIL, url(1, "c"));

        Outcome.Past past = (Outcome.Past) node.ask(new Request.GetHistory(COIL, Page.first(10)));

        assertThat(past.versions()).extracting(Version::version).containsExactly(4L, 3L, 2L, 1L);
        assertThat(past.versions()).extracting(Version::action).containsExactly("create", "delete", "modify", "create");
        Version modified = past.versions().get(2);
        assertThat(modified.by()).contains(STEELWORKS);
        assertThat(modified.before().list()).extracting(Element::text).containsExactly("a");
        assertThat(modified.after().list()).extracting(Element::text).containsExactly("b");
    }

    @Test
    void historyIsReadPageByPageAndHidesWhatIsHidden() {
        register(COIL, url(1, "a"), Element.of(3, new ElementType("PRICE"), Bytes.utf8("1"), Permissions.HIDDEN));
        for (int i = 0; i < 4; i++) {
            written(node.change(new Request.ModifyElements(COIL, List.of(url(1, "v" + i))), STEELWORKS));
        }

        Outcome.Past first = (Outcome.Past) node.ask(new Request.GetHistory(COIL, Page.first(3)));
        Outcome.Past rest = (Outcome.Past) node.ask(new Request.GetHistory(COIL, new Page(first.next(), 3)));

        assertThat(first.versions()).extracting(Version::version).containsExactly(5L, 4L, 3L);
        assertThat(rest.versions()).extracting(Version::version).containsExactly(2L, 1L);
        assertThat(rest.next()).isEmpty();
        assertThat(rest.versions().get(1).after().list())
                .extracting(Element::index)
                .containsExactly(1);
    }

    @Test
    void listingNeedsTheRightAndComesInPages() {
        for (int i = 0; i < 5; i++) {
            register(id("88.118.8/L" + i), url(1, "a"));
        }
        Request.ListIdentifiers list = new Request.ListIdentifiers(STEEL_PREFIX, Page.first(3));

        assertThat(reason(node.ask(list))).isEqualTo(Reason.AUTHENTICATION_NEEDED);
        assertThat(reason(node.ask(list, STRANGER))).isEqualTo(Reason.NOT_PERMITTED);
        Outcome.Listed first = (Outcome.Listed) node.ask(list, STEELWORKS);
        Outcome.Listed rest = (Outcome.Listed)
                node.ask(new Request.ListIdentifiers(STEEL_PREFIX, new Page(first.next(), 3)), STEELWORKS);

        assertThat(first.identifiers())
                .extracting(Identifier::text)
                .containsExactly("88.118.8/L0", "88.118.8/L1", "88.118.8/L2");
        assertThat(rest.identifiers()).extracting(Identifier::text).containsExactly("88.118.8/L3", "88.118.8/L4");
        assertThat(rest.next()).isEmpty();
    }

    @Test
    void onlyTheOperatorHomesAndListsHomedPrefixes() {
        Outcome home = node.change(new Request.HomePrefix(id("0.NA/88.118.77")), OPERATOR);
        assertThat(((Outcome.Written) home).version()).as("there is no record").isZero();

        Outcome.Listed homed = (Outcome.Listed) node.ask(new Request.ListHomedPrefixes(Page.first(10)), OPERATOR);

        assertThat(homed.identifiers())
                .extracting(Identifier::text)
                .containsExactly("0.NA/88.118", "0.NA/88.118.77", "0.NA/88.118.8");
        Outcome unhomed = node.change(new Request.UnhomePrefix(id("0.NA/88.118.8")), OPERATOR);
        assertThat(((Outcome.Written) unhomed).version()).isEqualTo(1);
        assertThat(reason(node.resolve(COIL.text()))).isEqualTo(Reason.NOT_RESPONSIBLE);
        assertThat(reason(node.ask(new Request.ListHomedPrefixes(Page.first(10)), STEELWORKS)))
                .isEqualTo(Reason.NOT_PERMITTED);
    }

    @Test
    void leadingZerosOfPrefixSegmentsCount() {
        register(COIL, url(1, "a"));

        assertThat(reason(node.resolve("88.118.08/COIL-1"))).isEqualTo(Reason.NOT_RESPONSIBLE);
    }

    private void register(Identifier identifier, Element... elements) {
        written(node.change(new Request.Create(identifier, List.of(elements), false, false), STEELWORKS));
    }

    private static List<Integer> indexes(Outcome outcome) {
        return ((Outcome.Found) outcome)
                .elements().list().stream().map(Element::index).toList();
    }

    private static Element vlist(int index, Reference... members) {
        return Element.of(index, ElementType.HS_VLIST, GroupCodec.write(List.of(members)));
    }

    private static Identifier id(String text) {
        return Identifier.known(text);
    }
}
