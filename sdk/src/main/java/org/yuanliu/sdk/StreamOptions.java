package org.yuanliu.sdk;

import java.time.Duration;

/**
 * How a {@link RegistrationStream} sends.
 *
 * @param fromStart number the parcels from 1, to send again what was sent before: those that the node has got have no
 *     second effect and get their first verdicts. Else they go on from the last that the node has of the source.
 * @param parcelItems records in a full parcel, 1..2000
 * @param patience how long the stream goes on trying while nothing gets through
 */
public record StreamOptions(boolean fromStart, int parcelItems, Duration patience) {
    public static final int MAX_PARCEL_ITEMS = 2000;

    /** Goes on, 500 records in a parcel, five minutes of patience. */
    public static final StreamOptions DEFAULT = new StreamOptions(false, 500, Duration.ofMinutes(5));

    public StreamOptions {
        if (parcelItems < 1 || parcelItems > MAX_PARCEL_ITEMS) {
            throw new IllegalArgumentException(parcelItems + " records in a parcel, right is 1 to " + MAX_PARCEL_ITEMS);
        }
        ClientBuilder.positive(patience);
    }

    public StreamOptions again() {
        return new StreamOptions(true, parcelItems, patience);
    }

    public StreamOptions parcelsOf(int items) {
        return new StreamOptions(fromStart, items, patience);
    }

    public StreamOptions patience(Duration time) {
        return new StreamOptions(fromStart, parcelItems, time);
    }
}
