package org.yuanliu.model;

import java.util.regex.Pattern;

/**
 * What a node knows of an enterprise, by the record of its prefix.
 *
 * @param name 1..100 characters on one line
 * @param creditCode unified social credit code; empty if it is not known
 * @param industry class of GB/T 4754, such as {@code C3130}; empty if it is not known
 * @param region six digits of GB/T 2260, such as {@code 130200}; empty if it is not known
 * @param refusedWhenSuspended whether its identifiers are not resolved either while it is suspended or closed
 */
public record Enterprise(
        EnterpriseState state,
        String name,
        String creditCode,
        String industry,
        String region,
        boolean refusedWhenSuspended) {
    /** Longest name, and longest text about contacts, in characters. */
    public static final int MAX_TEXT = 100;

    private static final Pattern INDUSTRY = Pattern.compile("[A-T][0-9]{0,4}|[0-9]{2,4}");
    private static final Pattern REGION = Pattern.compile("[1-8][0-9]{5}");

    /** A draft that says the name only. */
    public static Enterprise draft(String name) {
        return new Enterprise(EnterpriseState.DRAFT, name, "", "", "", false);
    }

    public Enterprise in(EnterpriseState other) {
        return new Enterprise(other, name, creditCode, industry, region, refusedWhenSuspended);
    }

    /** @throws MalformedMessage with {@link Reason#INVALID_ARGUMENT}, the field and what is right, if one is wrong */
    public void check() throws MalformedMessage {
        demand(!name.isBlank() && isText(name), "name", "right are 1 to " + MAX_TEXT + " characters on one line");
        demand(
                creditCode.isEmpty() || CreditCode.isValid(creditCode),
                "creditCode",
                CreditCode.whatIsRight(creditCode));
        demand(
                industry.isEmpty() || INDUSTRY.matcher(industry).matches(),
                "industry",
                "right is a class of GB/T 4754, such as C3130");
        demand(
                region.isEmpty() || REGION.matcher(region).matches(),
                "region",
                "right are the six digits of GB/T 2260, such as 130200");
    }

    /** Whether a text about an enterprise can be kept: short and on one line. */
    public static boolean isText(String text) {
        return text.length() <= MAX_TEXT && text.chars().noneMatch(Character::isISOControl);
    }

    private static void demand(boolean right, String field, String what) throws MalformedMessage {
        if (!right) {
            throw new MalformedMessage(Reason.INVALID_ARGUMENT, field, what);
        }
    }
}
