package org.yuanliu.sdk.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.yuanliu.grpc.Parcel;
import org.yuanliu.grpc.ParcelItem;
import org.yuanliu.grpc.ParcelVerdict;
import org.yuanliu.grpc.RegisterStreamRequest;
import org.yuanliu.model.Identifier;
import org.yuanliu.protobuf.BadField;
import org.yuanliu.sdk.Failure;
import org.yuanliu.sdk.Verdict;

/** A parcel from its first item to its verdict. Not thread-safe; its stream guards it. */
final class OpenParcel {
    private static final Logger LOG = Logger.getLogger(OpenParcel.class.getName());

    private final Parcel.Builder items = Parcel.newBuilder();
    private final List<Identifier> identifiers = new ArrayList<>();
    private final List<Consumer<Verdict>> waiting = new ArrayList<>();
    private Optional<RegisterStreamRequest> message = Optional.empty();
    private int bytes;
    private boolean settled;

    void add(Identifier identifier, ParcelItem item, Consumer<Verdict> verdict) {
        items.addItems(item);
        identifiers.add(identifier);
        waiting.add(verdict);
        bytes += item.getSerializedSize();
    }

    boolean isEmpty() {
        return identifiers.isEmpty();
    }

    int size() {
        return identifiers.size();
    }

    int bytes() {
        return bytes;
    }

    void number(long number) {
        message = Optional.of(RegisterStreamRequest.newBuilder()
                .setParcel(items.setNumber(number))
                .build());
        items.clear();
    }

    long number() {
        return message().getParcel().getNumber();
    }

    RegisterStreamRequest message() {
        return message.orElseThrow();
    }

    /** Whether a verdict came, which is told or being told. */
    boolean isSettled() {
        return settled;
    }

    /** The verdict item by item; from then on the parcel is settled. */
    List<Verdict> read(ParcelVerdict verdict) throws BadField {
        if (verdict.getVersionsCount() != size()) {
            throw new BadField("versions", "there are " + verdict.getVersionsCount() + " for " + size() + " items");
        }
        List<Verdict> verdicts = new ArrayList<>(size());
        long sequence = verdict.getFirstSequence();
        int refused = 0;
        for (int i = 0; i < size(); i++) {
            if (verdict.getVersions(i) > 0) {
                verdicts.add(Verdict.of(identifiers.get(i), verdict.getVersions(i), sequence++));
            } else if (refused < verdict.getRefusalsCount()) {
                Failure why = Failures.of(verdict.getRefusals(refused++), Optional.empty());
                verdicts.add(Verdict.of(identifiers.get(i), why));
            } else {
                throw new BadField("refusals", "there are fewer than refused items");
            }
        }
        settled = true;
        return verdicts;
    }

    void tell(List<Verdict> verdicts) {
        for (int i = 0; i < verdicts.size(); i++) {
            tell(i, verdicts.get(i));
        }
    }

    void tell(Failure failure) {
        for (int i = 0; i < size(); i++) {
            tell(i, Verdict.of(identifiers.get(i), failure));
        }
    }

    /** Whoever throws where he is told must not keep others from being told. */
    private void tell(int item, Verdict verdict) {
        try {
            waiting.get(item).accept(verdict);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "taking the verdict on " + verdict.identifier() + " failed", e);
        }
    }
}
