package org.yuanliu.tools.cli;

import java.util.List;
import org.yuanliu.tools.console.Texts;

/** The enterprises of the demonstration; invented, like their files under {@code samples}. */
enum DemoPlant {
    STEEL(
            "88.118.8",
            "西山钢铁 Xishan Steelworks",
            new Sample("steel-heats.csv", "steel-heat"),
            new Sample("steel-slabs.csv", "steel-slab"),
            new Sample("steel-coils.csv", "steel-coil")),
    COPPER("88.118.12", "红岭铜业 Hongling Copper Smelter", new Sample("copper-cathodes.csv", "copper-cathode")),
    RESIN("88.118.23", "海湾石化 Haiwan Petrochemical", new Sample("resin-lots.csv", "polyolefin-resin")),
    CEMENT("88.118.31", "青石水泥 Qingshi Cement", new Sample("cement-batches.csv", "cement"));

    /** What the cement plant's laboratory knows four weeks later. */
    static final Sample LATE_STRENGTHS = new Sample("cement-28-days.csv", "cement");

    /** A file of batches, and the template they follow. */
    record Sample(String file, String pack) {
        String template() {
            return pack + ":1";
        }
    }

    private final String prefix;
    private final String name;
    private final List<Sample> samples;

    DemoPlant(String prefix, String name, Sample... samples) {
        this.prefix = prefix;
        this.name = name;
        this.samples = List.of(samples);
    }

    String prefix() {
        return prefix;
    }

    /** In both languages, as it stands in the prefix record. */
    String fullName() {
        return name;
    }

    /** In the user's language. */
    String name(Texts texts) {
        int blank = name.indexOf(' ');
        return texts.chinese() ? name.substring(0, blank) : name.substring(blank + 1);
    }

    List<Sample> samples() {
        return samples;
    }
}
