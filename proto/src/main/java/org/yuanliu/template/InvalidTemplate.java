package org.yuanliu.template;

/** A template contradicts itself or breaks a bound; says where and what is right. */
public final class InvalidTemplate extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String where;
    private final String why;

    /**
     * @param where the component at fault, such as {@code max}
     * @param why what was found and what is right
     */
    public InvalidTemplate(String where, String why) {
        super(where + ": " + why);
        this.where = where;
        this.why = why;
    }

    public String where() {
        return where;
    }

    public String why() {
        return why;
    }

    static void unless(boolean right, String where, String why) {
        if (!right) {
            throw new InvalidTemplate(where, why);
        }
    }
}
