package org.yuanliu.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Identifier;

/** The bytes here are in stores: a test that has to change means a new format. */
class KeysTest {
    private static final Identifier IDENTIFIER = Identifier.known("88.118.8/ab");

    @Test
    void keysHaveTheDocumentedBytes() {
        assertThat(Keys.record(IDENTIFIER)).isEqualTo(Bytes.hex("38382e3131382e382f4142"));
        assertThat(Keys.deleted(IDENTIFIER)).isEqualTo(Bytes.hex("38382e3131382e382f4142"));
        assertThat(Keys.recordsUnder("88.118.8")).isEqualTo(Bytes.hex("38382e3131382e382f"));
        assertThat(Keys.history(IDENTIFIER, 5)).isEqualTo(Bytes.hex("38382e3131382e382f4142007ffffffffffffffa"));
        assertThat(Keys.historyOf(IDENTIFIER)).isEqualTo(Bytes.hex("38382e3131382e382f414200"));
        assertThat(Keys.change(5)).isEqualTo(Bytes.hex("0000000000000005"));
        assertThat(Keys.prefix("88.118.8")).isEqualTo(Bytes.utf8("88.118.8"));
        assertThat(Keys.answer("7:A/B", "r1")).isEqualTo(Bytes.hex("410005373a412f427231"));
        assertThat(Keys.answerOrder(5)).isEqualTo(Bytes.hex("4f0000000000000005"));
    }

    @Test
    void parsingGivesBackWhatWasBuiltIn() {
        assertThat(Keys.parseRecord(Keys.record(IDENTIFIER))).isEqualTo(IDENTIFIER);
        assertThat(Keys.parseHistory(Keys.history(IDENTIFIER, 5))).isEqualTo(new Keys.HistoryKey(IDENTIFIER, 5));
        assertThat(Keys.parseChange(Keys.change(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
        assertThat(Keys.parsePrefix(Keys.prefix("88.118.8"))).isEqualTo("88.118.8");
        assertThat(Keys.parseAnswer(Keys.answer("", ""))).isEqualTo(new Keys.AnswerKey("", ""));
        assertThat(Keys.parseAnswer(Keys.answer("7:甲/乙", "r1"))).isEqualTo(new Keys.AnswerKey("7:甲/乙", "r1"));
        assertThat(Keys.parseAnswerOrder(Keys.answerOrder(5))).isEqualTo(5);
    }

    @Test
    void newestHistoryComesFirstAndHistoriesDoNotMix() {
        Identifier longer = Identifier.known("88.118.8/ab!");

        assertThat(List.of(
                        Keys.history(IDENTIFIER, Long.MAX_VALUE),
                        Keys.history(IDENTIFIER, 2),
                        Keys.history(IDENTIFIER, 1),
                        Keys.history(longer, 3)))
                .isSorted();
        assertThat(Keys.history(longer, 3).startsWith(Keys.historyOf(IDENTIFIER)))
                .isFalse();
    }

    @Test
    void answersOfDifferentCallersDoNotMeet() {
        assertThat(Keys.answer("1:A/B", "C")).isNotEqualTo(Keys.answer("1:A/", "BC"));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void foreignKeyIsRefused(String kind, Function<Bytes, Object> parse, Bytes key) {
        assertThatThrownBy(() -> parse.apply(key)).as(kind).isInstanceOf(StoreFailure.class);
    }

    static Stream<Arguments> foreign() {
        return Stream.of(
                        foreign("record", Keys::parseRecord, "", "41", "2f41", "412f", "412f61", "412f00", "412fff"),
                        foreign(
                                "history",
                                Keys::parseHistory,
                                "",
                                "00",
                                "412f42017ffffffffffffffa",
                                "007ffffffffffffffa"),
                        foreign("change", Keys::parseChange, "", "05", "8000000000000000", "000000000000000005"),
                        foreign("prefix", Keys::parsePrefix, "", "412f42", "61", "00"),
                        foreign("answer", Keys::parseAnswer, "", "41", "410001", "4f0000", "42000041"),
                        foreign("order", Keys::parseAnswerOrder, "", "4f", "410000000000000005"))
                .flatMap(s -> s);
    }

    private static Stream<Arguments> foreign(String kind, Function<Bytes, Object> parse, String... keys) {
        return Stream.of(keys).map(key -> Arguments.of(kind, parse, Bytes.hex(key)));
    }
}
