package org.yuanliu.template;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A pattern that texts must match as a whole. Matching takes time in proportion to the text whatever the pattern is:
 * templates come from many enterprises, and none may write one that keeps the node busy. So all ways through the pattern
 * are followed at once (Glushkov's automaton: its states are the characters of the pattern). Immutable and thread-safe.
 */
final class TextPattern {
    /** Most characters of a pattern, with repetitions written out. */
    private static final int MAX_STATES = 300;

    private static final int MAX_STEPS = 10_000;

    private final String source;
    private final CharacterSet[] sets;
    private final long[][] follow;
    private final long[] first;
    private final long[] last;
    private final boolean empty;

    private TextPattern(String source, Builder built, Fragment all) {
        int words = (built.sets.size() + 63) / 64;
        this.source = source;
        this.sets = built.sets.toArray(CharacterSet[]::new);
        this.follow = new long[sets.length][];
        for (int i = 0; i < follow.length; i++) {
            follow[i] = words(built.follow.get(i), words);
        }
        this.first = words(all.first, words);
        this.last = words(all.last, words);
        this.empty = all.empty;
    }

    private static long[] words(BitSet set, int words) {
        long[] copy = new long[words];
        long[] used = set.toLongArray();
        System.arraycopy(used, 0, copy, 0, used.length);
        return copy;
    }

    /** @throws InvalidTemplate with the place, if the pattern cannot be understood or is too long */
    static TextPattern of(String pattern) {
        Builder builder = new Builder();
        return new TextPattern(pattern, builder, builder.build(PatternReader.read(pattern)));
    }

    String source() {
        return source;
    }

    boolean matches(String text) {
        if (text.isEmpty()) {
            return empty;
        }
        long[] possible = first.clone();
        long[] reached = new long[first.length];
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (i > 0) {
                possible = followers(reached);
            }
            reached = having(possible, c);
        }
        for (int w = 0; w < last.length; w++) {
            if ((reached[w] & last[w]) != 0) {
                return true;
            }
        }
        return false;
    }

    private long[] followers(long[] states) {
        long[] all = new long[states.length];
        for (int w = 0; w < states.length; w++) {
            for (long rest = states[w]; rest != 0; rest &= rest - 1) {
                long[] next = follow[64 * w + Long.numberOfTrailingZeros(rest)];
                for (int i = 0; i < all.length; i++) {
                    all[i] |= next[i];
                }
            }
        }
        return all;
    }

    private long[] having(long[] states, int codePoint) {
        for (int w = 0; w < states.length; w++) {
            for (long rest = states[w]; rest != 0; rest &= rest - 1) {
                if (!sets[64 * w + Long.numberOfTrailingZeros(rest)].has(codePoint)) {
                    states[w] &= ~Long.lowestOneBit(rest);
                }
            }
        }
        return states;
    }

    /** States that begin and end a part, and whether the part may be left out. */
    private record Fragment(BitSet first, BitSet last, boolean empty) {
        static Fragment none() {
            return new Fragment(new BitSet(), new BitSet(), true);
        }
    }

    /** Numbers the states and links them. */
    private static final class Builder {
        private final List<CharacterSet> sets = new ArrayList<>();
        private final List<BitSet> follow = new ArrayList<>();
        private int steps;

        Fragment build(PatternNode node) {
            InvalidTemplate.unless(
                    ++steps <= MAX_STEPS && sets.size() <= MAX_STATES,
                    "pattern",
                    "too long with its repetitions written out, right are at most " + MAX_STATES + " characters");
            if (node instanceof PatternNode.One one) {
                return state(one.set());
            } else if (node instanceof PatternNode.Sequence sequence) {
                return sequence(sequence.parts());
            } else if (node instanceof PatternNode.Either either) {
                return either(either.parts());
            } else {
                return repeat((PatternNode.Repeat) node);
            }
        }

        private Fragment state(CharacterSet set) {
            BitSet self = new BitSet();
            self.set(sets.size());
            sets.add(set);
            follow.add(new BitSet());
            return new Fragment(self, self, false);
        }

        private Fragment sequence(List<PatternNode> parts) {
            Fragment all = Fragment.none();
            for (PatternNode part : parts) {
                all = join(all, build(part));
            }
            return all;
        }

        private Fragment either(List<PatternNode> parts) {
            BitSet first = new BitSet();
            BitSet last = new BitSet();
            boolean empty = false;
            for (PatternNode part : parts) {
                Fragment one = build(part);
                first.or(one.first);
                last.or(one.last);
                empty |= one.empty;
            }
            return new Fragment(first, last, empty);
        }

        private Fragment repeat(PatternNode.Repeat repeat) {
            Fragment all = Fragment.none();
            for (int i = 0; i < repeat.least(); i++) {
                all = join(all, build(repeat.part()));
            }
            if (repeat.most() == PatternNode.UNLIMITED) {
                Fragment loop = build(repeat.part());
                link(loop.last, loop.first);
                return join(all, new Fragment(loop.first, loop.last, true));
            }
            for (int i = repeat.least(); i < repeat.most(); i++) {
                Fragment one = build(repeat.part());
                all = join(all, new Fragment(one.first, one.last, true));
            }
            return all;
        }

        private Fragment join(Fragment a, Fragment b) {
            link(a.last, b.first);
            BitSet first = (BitSet) a.first.clone();
            if (a.empty) {
                first.or(b.first);
            }
            BitSet last = (BitSet) b.last.clone();
            if (b.empty) {
                last.or(a.last);
            }
            return new Fragment(first, last, a.empty && b.empty);
        }

        private void link(BitSet from, BitSet to) {
            from.stream().forEach(state -> follow.get(state).or(to));
        }
    }
}
