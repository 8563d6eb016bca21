package org.yuanliu.node.store;

/** The kinds of keys. Numbers and names are written into stores: never reuse one, retired ones stay listed. */
public enum Family {
    /** Single facts about the node: format, last sequence, the node's prefix. */
    META(0, "meta"),
    /** Folded identifier to record. */
    RECORDS(1, "records"),
    /** Folded identifier and descending sequence to history entry. */
    HISTORY(2, "history"),
    /** Sequence to command: the change log. */
    CHANGES(3, "changes"),
    /** Folded prefix to an empty value: the prefixes this node is home of. */
    PREFIXES(4, "prefixes"),
    /** Caller and request id to the answer first given; and the order in which these expire. */
    ANSWERS(5, "answers"),
    /** Folded identifier of a deleted record to the version its deletion was; gone when it is created again. */
    DELETED(6, "deleted"),
    /** Prefix to the number of its records; prefix, template and day to what was done. */
    STATISTICS(7, "statistics"),
    /** Values of templates' fields and the records that have them, in the order of both; written only, and scanned. */
    INDEX(8, "index"),
    /** Values that must be unique to the record that has them. */
    UNIQUE(9, "unique");

    private final int number;
    private final String label;

    Family(int number, String label) {
        this.number = number;
        this.label = label;
    }

    public int number() {
        return number;
    }

    /** Name in the store, for people who look into it. */
    public String label() {
        return label;
    }
}
