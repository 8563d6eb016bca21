package org.yuanliu.tools.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yuanliu.model.Identifier;
import org.yuanliu.sdk.Failure;
import org.yuanliu.sdk.RegistrationStream;
import org.yuanliu.sdk.StreamOptions;
import org.yuanliu.sdk.Verdict;
import org.yuanliu.sdk.YuanliuClient;

/** A coil as somebody types it in a hurry, to show how the node answers that. */
final class DemoMistake {
    static final Identifier COIL = Identifier.known("88.118.8/3130.Q355B.20261124.H26B04521-99");

    private static final Map<String, String> VALUES = Map.of(
            "grade", "Q355B",
            "standart", "GB/T 1591",
            "mass", "950 t",
            "size", "11.50x1500 mm",
            "slab", "S03",
            "date", "24 Nov",
            "mech.ReH", "372 N",
            "mech.Rm", "528");

    private DemoMistake() {}

    /** Sends it as the steelworks, and tells why it was refused. */
    static Failure made(DemoNode node) {
        List<Verdict> verdicts = new ArrayList<>(1);
        try (YuanliuClient client = node.client(DemoPlant.STEEL);
                RegistrationStream stream = client.registration("demo-mistake", StreamOptions.DEFAULT.again())) {
            stream.register(COIL, "steel-coil:1", VALUES, verdicts::add);
        }
        return verdicts.get(0).failure().orElseThrow();
    }
}
