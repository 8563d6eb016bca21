package org.yuanliu.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Enterprise;
import org.yuanliu.model.EnterpriseState;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.PrefixState;
import org.yuanliu.model.PrefixStatus;

class DirectoryElementsTest {
    private static final Enterprise STEEL =
            new Enterprise(EnterpriseState.APPROVED, "西山钢铁", "91350100M000100Y43", "C3130", "130200", true);

    @Test
    void formsAreThoseOfTheDocumentation() {
        assertThat(DirectoryElements.write(STEEL).text())
                .isEqualTo("{\"state\":\"approved\",\"name\":\"西山钢铁\",\"creditCode\":\"91350100M000100Y43\","
                        + "\"industry\":\"C3130\",\"region\":\"130200\",\"suspendedPolicy\":\"refuse\"}");
        assertThat(DirectoryElements.write(Enterprise.draft("x")).text())
                .isEqualTo("{\"state\":\"draft\",\"name\":\"x\",\"suspendedPolicy\":\"resolve\"}");
        assertThat(DirectoryElements.write(PrefixStatus.APPLIED.with(OptionalLong.of(5)))
                        .text())
                .isEqualTo("{\"state\":\"applied\",\"hosting\":\"hosted\",\"quota\":5}");
        assertThat(DirectoryElements.writeContact("张三").text()).isEqualTo("{\"contact\":\"张三\"}");
    }

    @Test
    void everyStateComesBack() {
        for (EnterpriseState state : EnterpriseState.values()) {
            Element element = DirectoryElements.write(STEEL.in(state));

            assertThat(DirectoryElements.enterprise(List.of(element))).contains(STEEL.in(state));
            assertThatCode(() -> DirectoryElements.check(element)).doesNotThrowAnyException();
            assertThat(element.isPublic()).isEqualTo(state.admitted());
        }
        for (PrefixState state : PrefixState.values()) {
            PrefixStatus status = PrefixStatus.APPLIED.in(state).with(OptionalLong.of(7));

            assertThat(DirectoryElements.prefix(List.of(DirectoryElements.write(status))))
                    .contains(status);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"state\":\"approved\"}",
                "{\"state\":\"happy\",\"name\":\"x\"}",
                "{\"state\":\"approved\",\"name\":\"x\",\"more\":1}",
                "{\"state\":\"approved\",\"name\":5}",
                "{\"state\":\"approved\",\"name\":\"x\\ny\"}",
                "{\"state\":\"approved\",\"name\":\"x\",\"creditCode\":\"91350100M000100Y44\"}",
                "{\"state\":\"approved\",\"name\":\"x\",\"industry\":\"steel\"}",
                "{\"state\":\"approved\",\"name\":\"x\",\"region\":\"99\"}",
                "{\"state\":\"approved\",\"name\":\"x\",\"suspendedPolicy\":\"hide\"}"
            })
    void enterprisesThatCannotBeRightAreRefused(String json) {
        Element element = Element.of(1100, DirectoryElements.ENTERPRISE, Bytes.utf8(json));

        assertThatThrownBy(() -> DirectoryElements.check(element)).hasMessageMatching(".+ is wrong: .+");
        assertThat(DirectoryElements.enterprise(List.of(element))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"state\":\"homed\",\"hosting\":\"delegated\"}",
                "{\"state\":\"delegated\"}",
                "{\"state\":\"homed\",\"quota\":-1}",
                "{\"state\":\"homed\",\"quota\":1.5}",
                "{\"state\":\"homed\",\"quota\":\"1\"}"
            })
    void prefixesThatCannotBeRightAreRefused(String json) {
        Element element = Element.of(1102, DirectoryElements.PREFIX, Bytes.utf8(json));

        assertThatThrownBy(() -> DirectoryElements.check(element)).hasMessageMatching(".+ is wrong: .+");
    }

    @Test
    void placeTypeAndPermissionsMustBeTheirs() {
        Element right = DirectoryElements.write(STEEL);
        List<Element> wrong = List.of(
                Element.of(1, right.type(), right.data()),
                Element.of(1102, right.type(), right.data()),
                Element.of(1100, "URL", "https://a.example"),
                Element.of(1100, right.type(), right.data(), Permissions.HIDDEN),
                Element.of(1100, right.type(), right.data(), new Permissions(15)));

        for (Element element : wrong) {
            assertThat(DirectoryElements.isReserved(element)).isTrue();
            assertThatThrownBy(() -> DirectoryElements.check(element)).isInstanceOf(Exception.class);
        }
    }

    @Test
    void standingFollowsTheStricterOfEnterpriseAndPrefix() {
        Element open = DirectoryElements.write(STEEL);
        Element suspended = DirectoryElements.write(STEEL.in(EnterpriseState.SUSPENDED));
        Element mild = DirectoryElements.write(Enterprise.draft("x").in(EnterpriseState.CLOSED));
        Element homed = DirectoryElements.write(PrefixStatus.APPLIED.in(PrefixState.HOMED));
        Element stopped = DirectoryElements.write(PrefixStatus.APPLIED.in(PrefixState.SUSPENDED));

        assertThat(Standing.of(List.of())).isEqualTo(Standing.OPEN);
        assertThat(Standing.of(List.of(open, homed))).isEqualTo(Standing.OPEN);
        assertThat(Standing.of(List.of(suspended, homed))).isEqualTo(Standing.SHUT);
        assertThat(Standing.of(List.of(mild, homed))).isEqualTo(Standing.FROZEN);
        assertThat(Standing.of(List.of(open, stopped))).isEqualTo(Standing.SHUT);
        assertThat(Standing.of(List.of(stopped))).isEqualTo(Standing.FROZEN);
    }
}
