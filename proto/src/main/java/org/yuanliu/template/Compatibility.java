package org.yuanliu.template;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether a newer version may follow an older one: whatever is right under the older one must stay right, and whoever
 * reads records by the older one must still understand them.
 */
public final class Compatibility {
    private Compatibility() {}

    /** What a newer version may not do. Gaps of the sentences: {0} field or part, {1} how it was, {2} how it is. */
    public enum Change {
        NAME("The template''s name was {1} and is {2}; it must stay.", "模板名称由 {1} 改为 {2}，名称不得改变。"),
        VERSION("The version was {1} and is {2}; it must grow.", "版本由 {1} 变为 {2}，版本号必须增大。"),
        INDUSTRY("The industry''s class was {1} and is {2}; it must stay.", "行业分类由 {1} 改为 {2}，不得改变。"),
        DROPPED("The field {0} (index {1}) is gone; it must stay.", "字段 {0}（索引 {1}）被删除，字段不得删除。"),
        RENAMED(
                "The field with index {0} was called {1} and is called {2}; it must stay.",
                "索引 {0} 的字段由 {1} 改名为 {2}，不得改名。"),
        RENUMBERED("The index of {0} was {1} and is {2}; it must stay.", "字段 {0} 的索引由 {1} 改为 {2}，不得改变。"),
        NEW_REQUIRED("{0} is new and required; a new field must be optional.", "新增字段 {0} 为必填，新增字段必须为选填。"),
        REQUIRED("{0} was {1} and is {2}; nothing more may be asked for.", "字段 {0} 由 {1} 变为 {2}，不得提高必填要求。"),
        UNIQUE("{0} was not unique and is; that cannot be asked for later.", "字段 {0} 由不唯一变为唯一，不得追加唯一要求。"),
        KIND("{0} was a {1} and is a {2}; the kind must stay.", "字段 {0} 的类型由 {1} 改为 {2}，不得改变。"),
        UNIT("The unit of {0} was ''{1}'' and is ''{2}''; it must stay.", "字段 {0} 的单位由“{1}”改为“{2}”，不得改变。"),
        RANGE("The range of {0} was {1} and is {2}; it may only grow.", "字段 {0} 的范围由 {1} 改为 {2}，只能放宽。"),
        DECIMALS(
                "{0} had {1} digits behind the point and has {2}; there may only be more.",
                "字段 {0} 的小数位由 {1} 改为 {2}，只能增加。"),
        LENGTH("{0} had up to {1} characters and has {2}; there may only be more.", "字段 {0} 的长度由 {1} 改为 {2}，只能增加。"),
        PATTERN(
                "The pattern of {0} was ''{1}'' and is ''{2}''; it may only be left out.",
                "字段 {0} 的格式由“{1}”改为“{2}”，只能取消。"),
        CHOICE("The code {1} of {0} is gone; codes must stay.", "字段 {0} 的代码 {1} 被删除，代码不得删除。"),
        VISIBILITY(
                "{0} was {1} and is {2}; only private may become partner.",
                "字段 {0} 的可见性由 {1} 改为 {2}，只能由 private 改为 partner。"),
        IDENTIFIER_RULE(
                "The rule for identifiers was ''{1}'' and is ''{2}''; it may only be left out.",
                "标识编码规则由“{1}”改为“{2}”，只能取消。");

        private final String english;
        private final String chinese;

        Change(String english, String chinese) {
            this.english = english;
            this.chinese = chinese;
        }
    }

    /**
     * One thing that a newer version may not do.
     *
     * @param field name of the field, or its index if it is the name that changed; empty for the template itself
     * @param older how it was; may be empty
     * @param newer how it is; may be empty
     */
    public record Finding(Change change, String field, String older, String newer) {
        /** What is wrong and what is right: Chinese for any Chinese locale, else English. */
        public String text(Locale locale) {
            boolean chinese = Locale.CHINESE.getLanguage().equals(locale.getLanguage());
            return new MessageFormat(chinese ? change.chinese : change.english, Locale.ROOT)
                    .format(new Object[] {field, older, newer});
        }

        @Override
        public String toString() {
            return change + ": " + text(Locale.ENGLISH);
        }
    }

    /** All that keeps {@code newer} from following {@code older}; empty if nothing does. */
    public static List<Finding> check(Template older, Template newer) {
        return new Comparison(older, newer).findings;
    }

    /** Two versions side by side. */
    private static final class Comparison {
        private final List<Finding> findings = new ArrayList<>();

        Comparison(Template older, Template newer) {
            differs(Change.NAME, "", older.name(), newer.name());
            if (newer.version() <= older.version()) {
                add(Change.VERSION, "", Integer.toString(older.version()), Integer.toString(newer.version()));
            }
            differs(Change.INDUSTRY, "", older.industry(), newer.industry());
            String rule = older.identifierRule().map(IdentifierRule::pattern).orElse("");
            newer.identifierRule().ifPresent(now -> differs(Change.IDENTIFIER_RULE, "", rule, now.pattern()));
            fields(older, newer);
        }

        private void fields(Template older, Template newer) {
            Map<Integer, Field> byIndex = new HashMap<>();
            Map<String, Field> byName = new HashMap<>();
            for (Field field : newer.fields()) {
                byIndex.put(field.index(), field);
                byName.put(field.name(), field);
            }
            for (Field was : older.fields()) {
                Field is = byName.remove(was.name());
                Field inItsPlace = byIndex.get(was.index());
                if (is != null) {
                    field(was, is);
                } else if (inItsPlace != null && older.field(inItsPlace.name()).isEmpty()) {
                    byName.remove(inItsPlace.name());
                    add(Change.RENAMED, Integer.toString(was.index()), was.name(), inItsPlace.name());
                } else {
                    add(Change.DROPPED, was.name(), Integer.toString(was.index()), "");
                }
            }
            for (Field added : newer.fields()) {
                if (byName.containsKey(added.name()) && added.required()) {
                    add(Change.NEW_REQUIRED, added.name(), "", "");
                }
            }
        }

        private void field(Field was, Field is) {
            String name = was.name();
            differs(Change.RENUMBERED, name, Integer.toString(was.index()), Integer.toString(is.index()));
            if (need(is) > need(was)) {
                add(Change.REQUIRED, name, needWord(was), needWord(is));
            }
            if (is.unique() && !was.unique()) {
                add(Change.UNIQUE, name, "", "");
            }
            boolean opened = was.visibility() == Visibility.PRIVATE && is.visibility() == Visibility.PARTNER;
            if (!opened) {
                differs(Change.VISIBILITY, name, word(was.visibility()), word(is.visibility()));
            }
            if (was.kind().word().equals(is.kind().word())) {
                kind(name, was.kind(), is.kind());
            } else {
                add(Change.KIND, name, was.kind().word(), is.kind().word());
            }
        }

        private void kind(String name, FieldKind was, FieldKind is) {
            if (was instanceof FieldKind.Text text) {
                text(name, text, (FieldKind.Text) is);
            } else if (was instanceof FieldKind.Decimal decimal) {
                decimal(name, decimal, (FieldKind.Decimal) is);
            } else if (was instanceof FieldKind.Choice choice) {
                choice(name, choice, (FieldKind.Choice) is);
            }
        }

        private void text(String name, FieldKind.Text was, FieldKind.Text is) {
            if (is.maxLength() < was.maxLength()) {
                add(Change.LENGTH, name, Integer.toString(was.maxLength()), Integer.toString(is.maxLength()));
            }
            is.pattern()
                    .ifPresent(
                            now -> differs(Change.PATTERN, name, was.pattern().orElse(""), now));
        }

        private void decimal(String name, FieldKind.Decimal was, FieldKind.Decimal is) {
            differs(Change.UNIT, name, was.unit(), is.unit());
            if (is.min().compareTo(was.min()) > 0 || is.max().compareTo(was.max()) < 0) {
                add(Change.RANGE, name, range(was), range(is));
            }
            if (is.scale() < was.scale()) {
                add(Change.DECIMALS, name, Integer.toString(was.scale()), Integer.toString(is.scale()));
            }
        }

        private void choice(String name, FieldKind.Choice was, FieldKind.Choice is) {
            List<String> codes =
                    is.choices().stream().map(FieldKind.Choice.Option::code).toList();
            for (FieldKind.Choice.Option each : was.choices()) {
                if (!codes.contains(each.code())) {
                    add(Change.CHOICE, name, each.code(), "");
                }
            }
        }

        private void differs(Change change, String field, String older, String newer) {
            if (!older.equals(newer)) {
                add(change, field, older, newer);
            }
        }

        private void add(Change change, String field, String older, String newer) {
            findings.add(new Finding(change, field, older, newer));
        }

        private static String range(FieldKind.Decimal kind) {
            return kind.min().toPlainString() + ".." + kind.max().toPlainString();
        }

        private static int need(Field field) {
            return field.requiredAtFirst() ? 2 : field.required() ? 1 : 0;
        }

        private static String needWord(Field field) {
            return field.requiredAtFirst() ? "required" : field.required() ? "required late" : "optional";
        }

        private static String word(Visibility visibility) {
            return visibility.name().toLowerCase(Locale.ROOT);
        }
    }
}
