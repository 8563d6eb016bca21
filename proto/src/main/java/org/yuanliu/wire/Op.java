package org.yuanliu.wire;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The operations and their codes (wire reference, section 4; 2000 and 2001: national profile). */
public enum Op {
    RESOLVE(1),
    GET_SITE(2),
    CREATE(100),
    DELETE(101),
    ADD_ELEMENTS(102),
    REMOVE_ELEMENTS(103),
    MODIFY_ELEMENTS(104),
    LIST_IDENTIFIERS(105),
    LIST_DERIVED_PREFIXES(106),
    ANSWER_CHALLENGE(200),
    VERIFY_ANSWER(201),
    HOME_PREFIX(300),
    UNHOME_PREFIX(301),
    LIST_HOMED_PREFIXES(302),
    SET_UP_SESSION(400),
    END_SESSION(401),
    EXCHANGE_KEY(402),
    NEXT_TRANSACTION(1000),
    RETRIEVE_TRANSACTIONS(1001),
    DUMP_RECORDS(1002),
    BACK_UP_SERVER(1003),
    PASSWORD_LOGIN(2000),
    LOGIN(2001),
    /** Any other code; the header keeps the number. */
    UNKNOWN(-1);

    private static final Map<Integer, Op> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Op::code, Function.identity()));

    private final int code;

    Op(int code) {
        this.code = code;
    }

    public static Op of(int code) {
        return code == RESOLVE.code ? RESOLVE : BY_CODE.getOrDefault(code, UNKNOWN);
    }

    public int code() {
        return code;
    }
}
