package org.yuanliu.model;

/**
 * The rules a record can break, each with its sentence in two languages. Names are stable, programs may rely on them.
 * Gaps of the sentences: {0} the field and its index, {1} the index, {2} the value, {3} what is right.
 */
public enum Rule {
    MISSING("{0} is missing.", "缺少 {0}。"),
    UNKNOWN_FIELD("{0} is not in the template.", "{0}不在模板中。"),
    GIVEN_TWICE("{0} is given twice, the second time as ''{2}''.", "{0}重复给出，第二次为“{2}”。"),
    WRONG_TYPE(
            "The element with index {1} has type ''{2}''; right is {3}, as in the template.",
            "索引 {1} 的数据项类型为“{2}”，按模板应为 {3}。"),
    NOT_TEXT("{0} is ''{2}''; right is text without line breaks or blanks at its ends.", "{0}为“{2}”，应为不含换行、首尾无空格的文本。"),
    TOO_LONG("{0} is ''{2}''; right are at most {3} characters.", "{0}为“{2}”，最长 {3} 个字符。"),
    PATTERN("{0} is ''{2}'', which does not have the form {3}.", "{0}为“{2}”，不符合格式 {3}。"),
    NOT_A_NUMBER("{0} is ''{2}''; right is a number such as {3}.", "{0}为“{2}”，应为数值，例如 {3}。"),
    WRONG_UNIT("{0} is ''{2}''; right is the unit {3}.", "{0}为“{2}”，单位应为 {3}。"),
    OUT_OF_RANGE("{0} is {2}; right is {3}.", "{0}为 {2}，应在 {3} 之内。"),
    TOO_MANY_DECIMALS("{0} is {2}; right are at most {3} digits behind the point.", "{0}为 {2}，小数最多 {3} 位。"),
    NOT_A_DATE("{0} is ''{2}''; right is a date such as {3}.", "{0}为“{2}”，应为日期，例如 {3}。"),
    NOT_IN_LIST("{0} is ''{2}''; right is one of {3}.", "{0}为“{2}”，应为以下之一：{3}。"),
    NOT_AN_IDENTIFIER("{0} is ''{2}''; right is an identifier such as {3}.", "{0}为“{2}”，应为标识，例如 {3}。"),
    NOT_A_HASH("{0} is ''{2}''; right is {3}.", "{0}为“{2}”，应为 {3}。"),
    WRONG_PERMISSIONS("{0} has permissions {2}; right are {3}, as in the template.", "{0}的权限为 {2}，按模板应为 {3}。"),
    IDENTIFIER_RULE(
            "The identifier''s suffix ''{2}'' does not follow the template''s rule; right is {3}.",
            "标识后缀“{2}”不符合模板的编码规则，应为 {3}。"),
    DUPLICATE("{0} must be unique, and {3} has ''{2}'' already.", "{0}应唯一，而 {3} 已使用“{2}”。");

    private final String english;
    private final String chinese;

    Rule(String english, String chinese) {
        this.english = english;
        this.chinese = chinese;
    }

    /** Pattern for {@link java.text.MessageFormat}. */
    public String english() {
        return english;
    }

    /** Pattern for {@link java.text.MessageFormat}. */
    public String chinese() {
        return chinese;
    }
}
