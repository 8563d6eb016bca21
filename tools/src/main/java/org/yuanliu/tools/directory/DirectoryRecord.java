package org.yuanliu.tools.directory;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.yuanliu.directory.DirectoryElements;
import org.yuanliu.model.Element;
import org.yuanliu.model.Enterprise;
import org.yuanliu.model.EnterpriseEntry;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.PrefixStatus;
import org.yuanliu.model.Selection;
import org.yuanliu.sdk.Resolution;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;

/** What the record of a prefix says of its enterprise and of the prefix, for people and for programs. */
record DirectoryRecord(
        Identifier prefix,
        Optional<Enterprise> enterprise,
        Optional<PrefixStatus> status,
        String contact,
        Console console) {
    private static final List<Integer> INDEXES = List.of(
            DirectoryElements.ENTERPRISE_INDEX, DirectoryElements.CONTACT_INDEX, DirectoryElements.PREFIX_INDEX);

    /** Asks the node, as whoever the client speaks for. */
    static DirectoryRecord of(YuanliuClient client, Identifier prefix, Console console) {
        Resolution found = client.resolve(prefix, new Selection(INDEXES, List.of(), false));
        List<Element> elements = found.elements();
        return new DirectoryRecord(
                prefix,
                DirectoryElements.enterprise(elements),
                DirectoryElements.prefix(elements),
                DirectoryElements.contact(elements).orElse(""),
                console);
    }

    static DirectoryRecord of(EnterpriseEntry entry, Console console) {
        return new DirectoryRecord(
                entry.prefixRecord(), Optional.of(entry.enterprise()), entry.prefix(), entry.contact(), console);
    }

    /** How the prefix stands. */
    PrefixStatus demandPrefix() {
        return status.orElseThrow(
                () -> CommandFailure.of(Exit.REFUSED, "NOT_FOUND", console.text("prefix.unknown", prefix.suffix())));
    }

    /** On one line: prefix, how both stand, name. */
    void line(PrintStream out) {
        out.println(console.bold(prefix.suffix())
                + "  "
                + enterprise.map(e -> console.text("state." + e.state().word())).orElse("-")
                + "  "
                + status.map(s -> console.text("state." + s.state().word())).orElse("-")
                + "  " + enterprise.map(Enterprise::name).orElse("-"));
    }

    /** On many lines. */
    void print(PrintStream out) {
        line(out);
        enterprise.ifPresent(e -> {
            field("creditCode", e.creditCode(), out);
            field("industry", e.industry(), out);
            field("region", e.region(), out);
            field("contact", contact, out);
            field("policy", console.text("policy." + (e.refusedWhenSuspended() ? "refuse" : "resolve")), out);
        });
        status.ifPresent(s -> {
            field("hosting", console.text("hosting." + (s.delegated() ? "delegated" : "hosted")), out);
            s.quota().ifPresent(quota -> field("quota", Long.toString(quota), out));
        });
    }

    private void field(String name, String value, PrintStream out) {
        if (!value.isEmpty()) {
            out.println("  " + console.faint(console.text("field." + name)) + "  " + value);
        }
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("prefix", prefix.suffix());
        if (enterprise.isPresent()) {
            Enterprise e = enterprise.get();
            json.writeStringField("state", e.state().word());
            json.writeStringField("name", e.name());
            json.writeStringField("creditCode", e.creditCode());
            json.writeStringField("industry", e.industry());
            json.writeStringField("region", e.region());
            json.writeStringField("contact", contact);
            json.writeStringField("suspendedPolicy", e.refusedWhenSuspended() ? "refuse" : "resolve");
        }
        if (status.isPresent()) {
            json.writeStringField("prefixState", status.get().state().word());
            json.writeStringField("hosting", status.get().delegated() ? "delegated" : "hosted");
            if (status.get().quota().isPresent()) {
                json.writeNumberField("quota", status.get().quota().getAsLong());
            }
        }
        json.writeEndObject();
    }
}
