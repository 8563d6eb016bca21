package org.yuanliu.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yuanliu.node.registry.RegistryFixture.OPERATOR;
import static org.yuanliu.node.registry.RegistryFixture.STEELWORKS;
import static org.yuanliu.node.registry.RegistryFixture.STEEL_PREFIX;
import static org.yuanliu.node.registry.RegistryFixture.admin;
import static org.yuanliu.node.registry.RegistryFixture.reason;
import static org.yuanliu.node.registry.RegistryFixture.url;
import static org.yuanliu.node.registry.RegistryFixture.written;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Enterprise;
import org.yuanliu.model.EnterpriseState;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Page;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.model.Rights;
import org.yuanliu.model.Role;
import org.yuanliu.model.Selection;
import org.yuanliu.model.UserEntry;
import org.yuanliu.model.Version;
import org.yuanliu.node.ledger.Replay;
import org.yuanliu.node.ledger.StateMachine;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.MemoryStore;
import org.yuanliu.node.store.Store;
import org.yuanliu.wire.GroupCodec;

class UsersTest {
    private static final Identifier COIL = Identifier.known("88.118.8/COIL-1");
    private static final Identifier BOB = Identifier.known("88.118.8/User_bob");
    private static final Reference BOB_KEY = new Reference(BOB, 300);
    private static final Element SECRET =
            Element.of(300, ElementType.HS_SECKEY, Bytes.utf8("secret"), Permissions.HIDDEN);

    private final RegistryFixture node = new RegistryFixture(new MemoryStore());

    @BeforeEach
    void coil() {
        Element hidden = Element.of(2, new ElementType("COST"), Bytes.utf8("7"), Permissions.HIDDEN);
        written(node.change(new Request.Create(COIL, List.of(url(1, "x"), hidden), false, false), STEELWORKS));
    }

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

    @ParameterizedTest
    @EnumSource(names = {"ENTERPRISE_ADMIN", "PLANT_WRITER", "PLANT_READER", "BUYER"})
    void userHasTheRightsOfItsRoleAndNoOthers(Role role) {
        written(node.change(new Request.AddUser(BOB, role, SECRET, ""), STEELWORKS));
        boolean admin = role == Role.ENTERPRISE_ADMIN;
        boolean writes = admin || role == Role.PLANT_WRITER;
        boolean reads = writes || role == Role.PLANT_READER;

        assertMay(writes, new Request.Create(id("NEW"), List.of(url(1, "x")), false, false));
        assertMay(writes, new Request.AddElements(COIL, List.of(url(3, "x")), false));
        assertMay(writes, new Request.ModifyElements(COIL, List.of(url(1, "y"))));
        assertMay(writes, new Request.RemoveElements(COIL, List.of(1)));
        assertThat(node.ask(new Request.Resolve(COIL, new Selection(List.of(2), List.of(), false)), BOB_KEY))
                .isInstanceOf(reads ? Outcome.Found.class : Outcome.Refused.class);
        assertThat(node.ask(new Request.ListIdentifiers(STEEL_PREFIX, Page.first(10)), BOB_KEY))
                .isInstanceOf(reads ? Outcome.Listed.class : Outcome.Refused.class);
        assertMay(admin, new Request.AddElements(COIL, List.of(admin(100, BOB_KEY, Rights.ALL)), false));
        assertMay(admin, new Request.AddUser(id("User_eve"), Role.PLANT_READER, SECRET, ""));
        assertMay(admin, new Request.RemoveUser(id("User_eve"), ""));
        assertMay(admin, new Request.Delete(COIL));
        assertMay(false, new Request.Create(Identifier.known("88.118/x"), List.of(url(1, "x")), false, false));
    }

    @Test
    void writerDoesNotBecomeMore() {
        written(node.change(new Request.AddUser(BOB, Role.PLANT_WRITER, SECRET, ""), STEELWORKS));
        written(node.change(new Request.AddUser(id("User_boss"), Role.ENTERPRISE_ADMIN, SECRET, ""), STEELWORKS));
        Element group = Element.of(201, ElementType.HS_VLIST, GroupCodec.write(List.of(BOB_KEY)), Permissions.HIDDEN);
        Element key = Element.of(300, ElementType.HS_SECKEY, Bytes.utf8("mine"), Permissions.HIDDEN);
        Element other = Element.of(301, ElementType.HS_PUBKEY, Bytes.utf8("mine"));

        assertMay(false, new Request.ModifyElements(STEEL_PREFIX, List.of(group)));
        assertMay(false, new Request.AddElements(STEEL_PREFIX, List.of(other), false));
        assertMay(false, new Request.RemoveElements(STEEL_PREFIX, List.of(201)));
        assertMay(false, new Request.AddElements(STEEL_PREFIX, List.of(admin(150, BOB_KEY, Rights.ALL)), false));
        assertMay(false, new Request.ModifyElements(id("User_boss"), List.of(key)));
        assertMay(false, new Request.AddElements(id("User_boss"), List.of(other), false));
        assertMay(false, new Request.ModifyElements(id("User_boss"), List.of(url(300, "x"))));
        assertMay(false, new Request.RemoveElements(id("User_boss"), List.of(300)));
        assertMay(false, new Request.Create(id("User_boss"), List.of(key), true, false));
        assertMay(false, new Request.Create(id("User_eve"), List.of(admin(1, BOB_KEY, Rights.ALL)), false, false));
        assertMay(false, new Request.Create(id("LOT"), List.of(key), false, false));
        assertMay(false, new Request.Update(id("User_boss"), List.of(key), List.of(), OptionalLong.empty()));
    }

    @ParameterizedTest
    @EnumSource(names = {"PLANT_WRITER", "PLANT_READER"})
    void readersDoNotSeeSecretKeys(Role role) {
        written(node.change(new Request.AddUser(BOB, role, SECRET, ""), STEELWORKS));
        written(node.change(new Request.AddUser(id("User_boss"), Role.ENTERPRISE_ADMIN, SECRET, ""), STEELWORKS));

        Outcome resolved = node.ask(new Request.Resolve(id("User_boss"), Selection.ALL), BOB_KEY);
        Outcome.Past past = (Outcome.Past) node.ask(new Request.GetHistory(id("User_boss"), Page.first(9)), BOB_KEY);

        assertThat(reason(resolved)).isEqualTo(Reason.NOT_PERMITTED);
        assertThat(past.versions().get(0).after().list()).isEmpty();
        assertThat(node.ask(new Request.Resolve(id("User_boss"), Selection.ALL), STEELWORKS))
                .isInstanceOf(Outcome.Found.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLANT_READER", "BUYER"})
    void userSetsItsOwnKeyAndNobodyElses(Role role) {
        written(node.change(new Request.AddUser(BOB, role, SECRET, ""), STEELWORKS));
        written(node.change(new Request.AddUser(id("User_eve"), Role.BUYER, SECRET, ""), STEELWORKS));
        Element fresh = Element.of(300, ElementType.HS_SECKEY, Bytes.utf8("fresh"), Permissions.HIDDEN);

        assertMay(true, new Request.SetUserKey(BOB, fresh, "leaked"));
        assertMay(false, new Request.SetUserKey(id("User_eve"), fresh, ""));
        written(node.change(new Request.SetUserKey(id("User_eve"), fresh, ""), STEELWORKS));
        written(node.change(new Request.SetUserKey(id("User_eve"), SECRET, ""), OPERATOR));

        assertThat(node.registry.elements(BOB_KEY)).extracting(Element::text).containsExactly("fresh");
        Outcome.Past past = (Outcome.Past) node.ask(new Request.GetHistory(BOB, Page.first(9)), STEELWORKS);
        assertThat(past.versions()).extracting(Version::action).containsExactly("key", "create");
        assertThat(past.versions().get(0).by()).contains(BOB_KEY);
        assertThat(past.versions().get(0).reason()).isEqualTo("leaked");
    }

    @Test
    void keyOfAUserIsOneSecretOrPublicKeyInItsPlace() {
        written(node.change(new Request.AddUser(BOB, Role.BUYER, SECRET, ""), STEELWORKS));

        Element elsewhere = Element.of(301, ElementType.HS_SECKEY, Bytes.utf8("x"), Permissions.HIDDEN);
        assertThat(reason(node.change(new Request.SetUserKey(BOB, elsewhere, ""), BOB_KEY)))
                .isEqualTo(Reason.INVALID_ARGUMENT);
        assertThat(reason(node.change(new Request.SetUserKey(COIL, SECRET, ""), STEELWORKS)))
                .isEqualTo(Reason.INVALID_IDENTIFIER);
        assertThat(reason(node.changeAnonymously(new Request.SetUserKey(BOB, SECRET, ""))))
                .isEqualTo(Reason.AUTHENTICATION_NEEDED);
    }

    @Test
    void removedUserHasNoRightsAndNoneWaitForANamesake() {
        written(node.change(new Request.AddUser(BOB, Role.ENTERPRISE_ADMIN, SECRET, ""), STEELWORKS));

        written(node.change(new Request.RemoveUser(BOB, "left"), BOB_KEY));

        assertThat(reason(node.resolve(BOB.text()))).isEqualTo(Reason.NOT_FOUND);
        assertMay(false, new Request.Delete(COIL));
        written(node.change(new Request.AddUser(BOB, Role.BUYER, SECRET, ""), STEELWORKS));
        assertMay(false, new Request.Delete(COIL));
        assertThat(users()).containsExactly(new UserEntry(Identifier.known("88.118.8/USER_BOB"), List.of()));
    }

    @Test
    void usersAreListedWithTheirRoles() {
        written(node.change(new Request.AddUser(BOB, Role.PLANT_WRITER, SECRET, ""), STEELWORKS));
        written(node.change(new Request.AddUser(id("App_mes"), Role.PLANT_READER, SECRET, ""), OPERATOR));
        written(node.change(new Request.Create(id("USED"), List.of(url(1, "x")), false, false), STEELWORKS));

        assertThat(users())
                .containsExactly(
                        new UserEntry(id("APP_MES"), List.of(Role.PLANT_READER)),
                        new UserEntry(id("USER_BOB"), List.of(Role.PLANT_WRITER)));
        Outcome.Users first = (Outcome.Users) node.ask(new Request.ListUsers(STEEL_PREFIX, Page.first(1)), OPERATOR);
        Outcome.Users second =
                (Outcome.Users) node.ask(new Request.ListUsers(STEEL_PREFIX, new Page(first.next(), 1)), OPERATOR);
        assertThat(second.users()).extracting(UserEntry::identifier).containsExactly(id("USER_BOB"));
        assertThat(second.next()).isEmpty();
        assertThat(reason(node.ask(
                        new Request.ListUsers(STEEL_PREFIX, Page.first(1)), new Reference(id("User_no"), 300))))
                .isEqualTo(Reason.NOT_PERMITTED);
    }

    @Test
    void auditorReadsEverythingAndChangesNothing() {
        Identifier carol = Identifier.known("88.118/User_carol");
        Reference key = new Reference(carol, 300);
        written(node.change(new Request.AddUser(carol, Role.OPERATOR_AUDITOR, SECRET, ""), OPERATOR));

        assertThat(node.ask(new Request.Resolve(COIL, new Selection(List.of(2), List.of(), false)), key))
                .isInstanceOf(Outcome.Found.class);
        assertThat(node.ask(new Request.ListIdentifiers(STEEL_PREFIX, Page.first(10)), key))
                .isInstanceOf(Outcome.Listed.class);
        assertThat(node.ask(new Request.ListEnterprises(Optional.empty(), Page.first(10)), key))
                .isInstanceOf(Outcome.Enterprises.class);
        assertThat(reason(node.change(new Request.Delete(COIL), key))).isEqualTo(Reason.NOT_PERMITTED);
        assertThat(reason(node.change(new Request.AdvanceEnterprise(STEEL_PREFIX, EnterpriseState.CLOSED, ""), key)))
                .isEqualTo(Reason.NOT_PERMITTED);
    }

    @Test
    void operatorAdminIsAnOperator() {
        Identifier dave = Identifier.known("88.118/User_dave");
        written(node.change(new Request.AddUser(dave, Role.OPERATOR_ADMIN, SECRET, ""), OPERATOR));

        written(node.change(
                new Request.PutEnterprise(Identifier.known("0.NA/88.118.9"), Enterprise.draft("x"), "", ""),
                new Reference(dave, 300)));
    }

    @Test
    void rolesBelongWhereTheyMeanSomething() {
        Outcome above = node.change(new Request.AddUser(BOB, Role.OPERATOR_ADMIN, SECRET, ""), STEELWORKS);
        Outcome below = node.change(
                new Request.AddUser(Identifier.known("88.118/User_x"), Role.PLANT_WRITER, SECRET, ""), OPERATOR);
        Outcome name = node.change(new Request.AddUser(id("bob"), Role.BUYER, SECRET, ""), STEELWORKS);
        Outcome key = node.change(new Request.AddUser(BOB, Role.BUYER, url(300, "x"), ""), STEELWORKS);

        assertThat(reason(above)).isEqualTo(Reason.INVALID_ARGUMENT);
        assertThat(reason(below)).isEqualTo(Reason.INVALID_ARGUMENT);
        assertThat(reason(name)).isEqualTo(Reason.INVALID_IDENTIFIER);
        assertThat(reason(key)).isEqualTo(Reason.INVALID_ARGUMENT);
        written(node.change(new Request.AddUser(BOB, Role.BUYER, SECRET, ""), STEELWORKS));
        assertThat(reason(node.change(new Request.AddUser(BOB, Role.BUYER, SECRET, ""), STEELWORKS)))
                .isEqualTo(Reason.ALREADY_EXISTS);
    }

    @Test
    void placesOfRolesThatAreInUseAreNotOverwritten() {
        written(node.change(new Request.AddElements(STEEL_PREFIX, List.of(url(202, "x")), false), STEELWORKS));
        written(node.change(
                new Request.AddElements(STEEL_PREFIX, List.of(admin(213, STEELWORKS, Rights.ALL)), false), STEELWORKS));

        for (Role role : List.of(Role.PLANT_WRITER, Role.PLANT_READER)) {
            assertThat(reason(node.change(new Request.AddUser(BOB, role, SECRET, ""), STEELWORKS)))
                    .isEqualTo(Reason.ELEMENT_EXISTS);
        }
    }

    @Test
    void operatorTakesUsersFromASuspendedEnterprise() {
        written(node.change(new Request.AddUser(BOB, Role.PLANT_WRITER, SECRET, ""), STEELWORKS));
        written(node.change(new Request.PutEnterprise(STEEL_PREFIX, Enterprise.draft("x"), "", ""), OPERATOR));
        written(node.change(new Request.AdvanceEnterprise(STEEL_PREFIX, EnterpriseState.SUSPENDED, ""), OPERATOR));

        assertThat(reason(node.change(new Request.AddUser(id("User_a"), Role.BUYER, SECRET, ""), STEELWORKS)))
                .isEqualTo(Reason.FROZEN);
        assertThat(reason(node.change(new Request.RemoveUser(BOB, ""), STEELWORKS)))
                .isEqualTo(Reason.FROZEN);
        written(node.change(new Request.RemoveUser(BOB, ""), OPERATOR));
    }

    private static Identifier id(String suffix) {
        return Identifier.known("88.118.8/" + suffix);
    }

    private void assertMay(boolean may, Request.Change change) {
        Outcome outcome = node.change(change, BOB_KEY);
        if (may) {
            assertThat(outcome).as("%s", change).isInstanceOf(Outcome.Written.class);
        } else {
            assertThat(outcome).as("%s", change).isInstanceOf(Outcome.Refused.class);
            assertThat(reason(outcome)).as("%s", change).isEqualTo(Reason.NOT_PERMITTED);
        }
    }

    private List<UserEntry> users() {
        return ((Outcome.Users) node.ask(new Request.ListUsers(STEEL_PREFIX, Page.first(10)), STEELWORKS)).users();
    }
}
