package org.yuanliu.tools.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Request;
import org.yuanliu.wire.Response;

/** The steps do what they are said to do; how long they take is not looked at. */
class MicroTest {
    @Test
    void wireStepsGiveWhatWasWritten() throws Exception {
        WireBench wire = new WireBench();

        assertThat(wire.readResolution()).isInstanceOf(Request.Resolve.class);
        assertThat(wire.readCreation()).isInstanceOf(Request.Create.class);
        assertThat(wire.readAnswer()).isInstanceOf(Response.Resolved.class);
    }

    @Test
    void coilsFollowTheirTemplate() {
        RecordBench records = new RecordBench();

        assertThat(records.fillByTemplate().violations()).isEmpty();
        assertThat(records.checkByTemplate()).isEmpty();
        assertThat(records.readStored().bytes()).isEqualTo(records.writeStored());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "elements", "words"})
    void everyRecordOfAParcelIsWritten(String kind) throws Exception {
        ParcelBench parcels = new ParcelBench();
        parcels.kind = kind;
        parcels.begin();
        parcels.parcel();

        Outcome second = parcels.parcel();

        assertThat(((Outcome.Settled) second).items()).hasSize(500).allMatch(Outcome.Written.class::isInstance);
        parcels.end();
    }

    @Test
    void signatureHolds() throws Exception {
        assertThat(new ProofBench().verify()).isTrue();
    }
}
