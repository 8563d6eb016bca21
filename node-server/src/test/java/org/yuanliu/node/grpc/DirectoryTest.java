package org.yuanliu.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.model.Element;
import org.yuanliu.model.Enterprise;
import org.yuanliu.model.EnterpriseState;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.PrefixState;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Role;
import org.yuanliu.model.Secret;
import org.yuanliu.model.UserName;
import org.yuanliu.sdk.Change;
import org.yuanliu.sdk.Credential;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.sdk.YuanliuException;

/** {@code yuanliu.v1.Directory} of a whole node, through the client. */
class DirectoryTest {
    private static final Identifier OTHER = Identifier.known("88.118.61");

    @TempDir
    private static Path folder;

    private static GrpcNode node;
    private static YuanliuClient operator;
    private static YuanliuClient steelworks;

    @BeforeAll
    static void start() {
        node = GrpcNode.found(folder.resolve("node"));
        operator = node.operator();
        steelworks = node.steelworks();
    }

    @AfterAll
    static void stop() {
        operator.close();
        steelworks.close();
        node.close();
    }

    @Test
    void enterpriseIsListedAsItWasGiven() {
        Enterprise given = new Enterprise(EnterpriseState.DRAFT, "西山钢铁", "91350100M000100Y43", "C3130", "130200", true);

        operator.directory().putEnterprise(OTHER, given, "张三", "new");
        operator.directory().setQuota(OTHER, OptionalLong.of(7), "small");

        var entry = operator.directory()
                .enterprises(Optional.of(EnterpriseState.DRAFT))
                .findFirst()
                .orElseThrow();
        assertThat(entry.prefixRecord()).isEqualTo(OTHER);
        assertThat(entry.enterprise()).isEqualTo(given);
        assertThat(entry.contact()).isEqualTo("张三");
        assertThat(entry.prefix().orElseThrow().quota()).hasValue(7);
        assertThat(entry.version()).isEqualTo(2);
        assertThat(operator.history(OTHER).map(version -> version.reason())).containsExactly("small", "new");
    }

    @Test
    void wrongStepsAreRefusedWithTheStatesThatAreRight() {
        Identifier prefix = Identifier.known("88.118.62");
        operator.directory().putEnterprise(prefix, Enterprise.draft("x"), "", "");

        assertRefused(
                Reason.WRONG_STATE,
                () -> operator.directory().advance(prefix, EnterpriseState.APPROVED, ""),
                "submitted");
        assertRefused(
                Reason.WRONG_STATE, () -> operator.directory().advance(prefix, PrefixState.HOMED, ""), "reviewed");
        assertRefused(
                Reason.NOT_PERMITTED, () -> steelworks.directory().advance(prefix, EnterpriseState.SUBMITTED, ""), "");
        assertRefused(
                Reason.INVALID_ARGUMENT,
                () -> operator.directory().advance(prefix, EnterpriseState.SUBMITTED, "x".repeat(201)),
                "200");
        assertRefused(
                Reason.INVALID_ARGUMENT,
                () -> operator.directory()
                        .putEnterprise(
                                prefix,
                                new Enterprise(EnterpriseState.DRAFT, "x", "91350100M000100Y44", "", "", false),
                                "",
                                ""),
                "check character is 3");
    }

    @Test
    void suspendedEnterpriseWritesOverNoCall() {
        Identifier coil = Identifier.known("88.118.8/Coil-1");
        steelworks.register(coil, List.of(Element.of(1, "URL", "x")));
        operator.directory().putEnterprise(GrpcNode.STEEL_PREFIX, Enterprise.draft("Steel"), "", "");
        operator.directory().advance(GrpcNode.STEEL_PREFIX, EnterpriseState.SUSPENDED, "unpaid");

        List<ThrowingCallable> writes = List.of(
                () -> steelworks.register(Identifier.known("88.118.8/Coil-2"), List.of()),
                () -> steelworks.replace(coil, List.of()),
                () -> steelworks.update(coil, List.of(Element.of(1, "URL", "y"))),
                () -> steelworks.delete(coil),
                () -> steelworks.mint(Identifier.known("88.118.8/M"), List.of()),
                () -> steelworks.update(GrpcNode.STEEL_PREFIX, Change.remove(302)),
                () -> operator.delete(coil),
                () -> steelworks.directory().addUser(user("eve"), Role.BUYER, Secret.utf8("x"), ""));
        for (ThrowingCallable write : writes) {
            assertRefused(Reason.FROZEN, write, "suspended");
        }
        assertThat(steelworks.resolve(coil).text("URL")).contains("x");

        operator.directory().advance(GrpcNode.STEEL_PREFIX, EnterpriseState.APPROVED, "paid");
        steelworks.delete(coil);
    }

    @Test
    void userLogsInWithItsPasswordAndIsListed() {
        steelworks.directory().addUser(user("amy"), Role.PLANT_READER, Secret.utf8("口令"), "new");

        try (YuanliuClient amy = YuanliuClient.builder(node.target())
                .credential(Credential.secret(Reference.known(300, "88.118.8/User_amy"), Secret.utf8("口令")))
                .build()) {
            assertThat(amy.list(GrpcNode.STEEL_PREFIX)).contains(Identifier.known("88.118.8/User_amy"));
            assertRefused(
                    Reason.NOT_PERMITTED, () -> amy.register(Identifier.known("88.118.8/Amy"), List.of()), "create");
        }
        assertThat(operator.directory().users(GrpcNode.STEEL_PREFIX).toList())
                .anySatisfy(entry -> assertThat(entry.roles()).containsExactly(Role.PLANT_READER));
        steelworks.directory().removeUser(user("amy"), "left");
        assertThat(operator.directory().users(GrpcNode.STEEL_PREFIX)).isEmpty();
    }

    private static UserName user(String name) {
        return new UserName(GrpcNode.STEEL_PREFIX, false, name);
    }

    private static void assertRefused(Reason reason, ThrowingCallable call, String part) {
        assertThatThrownBy(call).isInstanceOfSatisfying(YuanliuException.class, e -> {
            assertThat(e.failure().reason()).isEqualTo(reason.name());
            assertThat(e.failure().message()).contains(part);
        });
    }
}
