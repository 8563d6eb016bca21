package org.yuanliu.wire;

/** A version of the Handle protocol such as 2.11 (wire reference, section 2). */
public record ProtocolVersion(int major, int minor) implements Comparable<ProtocolVersion> {
    /** The best this node speaks. */
    public static final ProtocolVersion OWN = new ProtocolVersion(2, 11);

    /** The oldest that ever was on the wire. */
    public static final ProtocolVersion FLOOR = new ProtocolVersion(2, 0);

    /** A peer that suggests nothing: it can do what its message says and no more. */
    public static final ProtocolVersion UNSAID = new ProtocolVersion(0, 0);

    private static final ProtocolVersion FIRST = new ProtocolVersion(5, 0);

    /** The version in a message's first two bytes; very old clients wrote 5.0 and meant 2.0. */
    static ProtocolVersion ofMessage(int major, int minor) {
        ProtocolVersion said = of(major, minor);
        return said.equals(FIRST) ? FLOOR : said;
    }

    static ProtocolVersion of(int major, int minor) {
        return major == OWN.major && minor == OWN.minor ? OWN : new ProtocolVersion(major, minor);
    }

    /**
     * The version to answer in: the best that the asker says it understands, but not above {@link #OWN}. 3.0 counts as
     * more than every 2.x and so is answered in 2.11.
     */
    public static ProtocolVersion answering(Envelope request) {
        ProtocolVersion best = request.suggested().major() == 0 ? request.version() : request.suggested();
        if (best.compareTo(OWN) >= 0) {
            return OWN;
        }
        return best.compareTo(FLOOR) < 0 ? FLOOR : best;
    }

    public boolean atLeast(int wantedMajor, int wantedMinor) {
        return major > wantedMajor || (major == wantedMajor && minor >= wantedMinor);
    }

    @Override
    public int compareTo(ProtocolVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
