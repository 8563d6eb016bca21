package org.yuanliu.tools.cli;

import java.util.List;
import org.yuanliu.tools.console.Texts;

/** The enterprises of the demonstration; invented, like their files under {@code samples}. */
enum DemoPlant {
    STEEL("88.118.8", "西山钢铁 Xishan Steelworks", "steel-heats.csv", "steel-slabs.csv", "steel-coils.csv"),
    COPPER("88.118.12", "红岭铜业 Hongling Copper Smelter", "copper-cathodes.csv"),
    RESIN("88.118.23", "海湾石化 Haiwan Petrochemical", "resin-lots.csv"),
    CEMENT("88.118.31", "青石水泥 Qingshi Cement", "cement-batches.csv");

    /** What the cement plant's laboratory knows four weeks later. */
    static final String LATE_STRENGTHS = "cement-28-days.csv";

    private final String prefix;
    private final String name;
    private final List<String> files;

    DemoPlant(String prefix, String name, String... files) {
        this.prefix = prefix;
        this.name = name;
        this.files = List.of(files);
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

    List<String> files() {
        return files;
    }
}
