package org.yuanliu.node.ledger;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Optional;
import org.yuanliu.command.RememberedAnswer;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.store.Draft;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.StoreFailure;
import org.yuanliu.node.store.View;

/**
 * What is kept under request ids, and in which order it expires: a queue from head to tail. For one command only; not
 * thread-safe.
 */
final class Remembered {
    /** How long an answer is kept: 24 hours of command time. */
    static final long KEEP_MILLIS = 24L * 60 * 60 * 1000;

    /** Old answers that one command drops at most: more than it adds, so that their number falls. */
    private static final int DROPPED_PER_COMMAND = 4;

    private final Draft draft;
    private final long now;

    /** @param now the command's time in unix milliseconds */
    Remembered(Draft draft, long now) {
        this.draft = draft;
        this.now = now;
    }

    /** What is kept under this key, if it is not too old. */
    Optional<RememberedAnswer> young(Bytes key) {
        return find(draft, key).filter(it -> isYoung(it.getTimeMillis()));
    }

    /** Whether there is no room for another answer because even the oldest must be kept. */
    boolean full(long most) {
        long head = head();
        return tail() - head >= most && mustStay(head);
    }

    /** Puts the answer last in the order, and drops a few that are old enough. */
    void keep(Bytes key, RememberedAnswer.Builder answer) {
        long place = tail();
        RememberedAnswer placed = answer.setTimeMillis(now).setOrder(place).build();
        draft.put(Family.ANSWERS, key, Bytes.wrap(placed.toByteArray()));
        draft.put(Family.ANSWERS, Keys.answerOrder(place), key);
        draft.put(Family.META, Keys.ANSWERS_TAIL, Keys.number(place + 1));
    }

    void dropOld() {
        long head = head();
        long tail = tail();
        long next = head;
        while (next < tail && next < head + DROPPED_PER_COMMAND && !mustStay(next)) {
            Bytes key = keyAt(next);
            if (mark(key).order == next) {
                draft.delete(Family.ANSWERS, key);
            }
            draft.delete(Family.ANSWERS, Keys.answerOrder(next));
            next++;
        }
        if (next > head) {
            draft.put(Family.META, Keys.ANSWERS_HEAD, Keys.number(next));
        }
    }

    /**
     * Whether the answer at this place must be kept: it was not given a later place, and is not a day old. Nor is it more
     * than a day ahead: then the clock was set back since, and all behind it would have to wait until that time comes.
     */
    private boolean mustStay(long place) {
        Mark mark = mark(keyAt(place));
        return mark.order == place && isYoung(mark.timeMillis) && mark.timeMillis - KEEP_MILLIS <= now;
    }

    private boolean isYoung(long timeMillis) {
        return timeMillis + KEEP_MILLIS > now;
    }

    private long head() {
        return Keys.meta(draft, Keys.ANSWERS_HEAD);
    }

    private long tail() {
        return Keys.meta(draft, Keys.ANSWERS_TAIL);
    }

    private Bytes keyAt(long place) {
        return draft.get(Family.ANSWERS, Keys.answerOrder(place))
                .orElseThrow(() -> new StoreFailure("answer order has a gap"));
    }

    /** When an answer was given and which place it has. */
    private record Mark(long timeMillis, long order) {}

    /** Reads no more than that: every command looks at the oldest answer, and it may be a large one. */
    private Mark mark(Bytes key) {
        Bytes value =
                draft.get(Family.ANSWERS, key).orElseThrow(() -> new StoreFailure("answer order points to nothing"));
        CodedInputStream in = CodedInputStream.newInstance(value.toArray());
        long timeMillis = 0;
        long order = 0;
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case RememberedAnswer.TIME_MILLIS_FIELD_NUMBER -> timeMillis = in.readInt64();
                    case RememberedAnswer.ORDER_FIELD_NUMBER -> order = in.readUInt64();
                    default -> in.skipField(tag);
                }
            }
        } catch (IOException e) {
            throw new StoreFailure("a remembered answer cannot be read", e);
        }
        return new Mark(timeMillis, order);
    }

    static Optional<RememberedAnswer> find(View view, Bytes key) {
        return view.get(Family.ANSWERS, key).map(Remembered::parse);
    }

    static RememberedAnswer parse(Bytes value) {
        try {
            return RememberedAnswer.parseFrom(value.toArray());
        } catch (InvalidProtocolBufferException e) {
            throw new StoreFailure("a remembered answer cannot be read", e);
        }
    }
}
