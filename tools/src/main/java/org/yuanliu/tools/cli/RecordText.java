package org.yuanliu.tools.cli;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Version;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Terminal;

/** Records and their history for people: aligned columns, one element a line. */
final class RecordText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx").withZone(ZoneId.systemDefault());

    private final Console console;
    private final ElementText elements;

    RecordText(Console console) {
        this.console = console;
        this.elements = new ElementText(console.texts());
    }

    void heading(Identifier identifier, PrintStream out) {
        out.println(console.bold(identifier.text()));
    }

    /** One line an element: index, type, data. */
    void elements(List<Element> list, PrintStream out) {
        int index = list.stream()
                .mapToInt(e -> Integer.toString(e.index()).length())
                .max()
                .orElse(0);
        int type = list.stream()
                .mapToInt(e -> Terminal.width(e.type().name()))
                .max()
                .orElse(0);
        for (Element e : list) {
            String row = "  " + console.faint(Terminal.pad(Integer.toString(e.index()), index)) + "  ";
            out.println(row + Terminal.pad(e.type().name(), type) + "  " + elements.of(e) + hidden(e));
        }
    }

    private String hidden(Element element) {
        return element.permissions().allow(Permissions.PUBLIC_READ)
                ? ""
                : "  " + console.faint(console.text("record.hidden"));
    }

    /** Who, when, what: a heading a version and a line a change. */
    void version(Version version, PrintStream out) {
        out.println("  " + title(version));
        if (!version.reason().isEmpty()) {
            out.println("      " + console.text("history.reason", version.reason()));
        }
        changes(version).forEach(line -> out.println("      " + line));
    }

    /** The same on one line, or two: what changed only if that is little. */
    void summary(Version version, PrintStream out) {
        List<String> changes = changes(version);
        out.println("  " + title(version)
                + (changes.size() == 1
                        ? "  " + changes.get(0)
                        : "  " + console.text("history.changes", changes.size())));
    }

    private String title(Version version) {
        String who = version.by().map(Reference::toString).orElseGet(() -> console.text("history.anyone"));
        String action = console.texts().knows("action." + version.action())
                ? console.text("action." + version.action())
                : version.action();
        return console.bold("v" + version.version()) + "  " + time(version.millis()) + "  " + action + "  "
                + console.faint(who);
    }

    static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }

    private List<String> changes(Version version) {
        Map<Integer, Element> before = byIndex(version.before().list());
        List<Element> after = version.after().list();
        List<Element> all = new ArrayList<>(before.values());
        all.addAll(after);
        int type = all.stream()
                .mapToInt(e -> Terminal.width(e.type().name()))
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        for (Element now : after) {
            Element old = before.remove(now.index());
            String name = now.index() + "  " + Terminal.pad(now.type().name(), type) + "  ";
            lines.add(
                    old == null
                            ? "+ " + name + elements.of(now)
                            : "~ " + name + console.faint(elements.of(old) + " → ") + elements.of(now));
        }
        for (Element gone : before.values()) {
            lines.add("- " + gone.index() + "  " + Terminal.pad(gone.type().name(), type) + "  " + elements.of(gone));
        }
        return lines;
    }

    private static Map<Integer, Element> byIndex(List<Element> list) {
        Map<Integer, Element> map = new LinkedHashMap<>();
        list.forEach(e -> map.put(e.index(), e));
        return map;
    }
}
