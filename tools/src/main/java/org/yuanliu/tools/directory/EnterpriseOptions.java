package org.yuanliu.tools.directory;

import org.yuanliu.model.Enterprise;
import org.yuanliu.model.EnterpriseState;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.tools.client.Given;
import org.yuanliu.tools.console.Texts;
import picocli.CommandLine.Option;

/** Who an enterprise is. */
final class EnterpriseOptions {
    /** What happens to the identifiers of an enterprise that is suspended or closed. */
    enum Policy {
        RESOLVE,
        REFUSE
    }

    @Option(names = "--name", paramLabel = "NAME", required = true)
    private String name = "";

    @Option(names = "--credit-code", paramLabel = "CODE", defaultValue = "")
    private String creditCode = "";

    @Option(names = "--industry", paramLabel = "CLASS", defaultValue = "")
    private String industry = "";

    @Option(names = "--region", paramLabel = "CODE", defaultValue = "")
    private String region = "";

    @Option(names = "--contact", paramLabel = "TEXT", defaultValue = "")
    private String contact = "";

    @Option(names = "--suspended-policy", paramLabel = "resolve|refuse", defaultValue = "RESOLVE")
    private Policy policy = Policy.RESOLVE;

    String name() {
        return name;
    }

    String contact() {
        return contact;
    }

    Enterprise enterprise(EnterpriseState state, Texts texts) {
        Enterprise enterprise = new Enterprise(state, name, creditCode, industry, region, policy == Policy.REFUSE);
        try {
            enterprise.check();
            return enterprise;
        } catch (MalformedMessage e) {
            throw Given.wrong(e, texts);
        }
    }
}
