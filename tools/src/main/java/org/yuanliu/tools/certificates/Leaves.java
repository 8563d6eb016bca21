package org.yuanliu.tools.certificates;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yuanliu.tools.certificates.Mapping.Unmapped;

/**
 * What a certificate says, by place, such as {@code /Certificate/ProductDescription/B07/0} (JSON Pointer, RFC 6901). What
 * is taken out has been mapped; what is left at the end has not, so that nothing is lost in silence. For one thread.
 */
final class Leaves {
    private final Map<String, String> texts = new LinkedHashMap<>();

    Leaves(JsonNode root) {
        add("", root);
    }

    private void add(String path, JsonNode node) {
        if (node.isObject()) {
            node.properties().forEach(each -> add(path + "/" + escaped(each.getKey()), each.getValue()));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                add(path + "/" + i, node.get(i));
            }
        } else if (node.isNumber()) {
            texts.put(path, plain(node));
        } else if (!node.isNull() && !node.asText().isBlank()) {
            texts.put(path, node.asText().strip());
        }
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String plain(JsonNode number) {
        return number.isIntegralNumber() ? number.asText() : CanonicalJson.plain(number.doubleValue());
    }

    /** The text at a place, left there. */
    Optional<String> look(String path) {
        return Optional.ofNullable(texts.get(path));
    }

    /** The text at a place, taken out. */
    Optional<String> take(String path) {
        return Optional.ofNullable(texts.remove(path));
    }

    /** Takes out what only describes something that was taken: names, symbols, units. */
    void drop(String... paths) {
        for (String path : paths) {
            texts.remove(path);
        }
    }

    /** Takes out all that have this name and only say of what kind the value beside them is. */
    void dropNamed(String name) {
        texts.keySet().removeIf(path -> path.endsWith("/" + name));
    }

    boolean isUnder(String path) {
        return texts.containsKey(path) || texts.keySet().stream().anyMatch(each -> each.startsWith(path + "/"));
    }

    /** The places of the entries of a list, as long as there are any; the place itself if it is no list. */
    List<String> entries(String path) {
        List<String> entries = new ArrayList<>();
        for (int i = 0; isUnder(path + "/" + i); i++) {
            entries.add(path + "/" + i);
        }
        return !entries.isEmpty() ? entries : isUnder(path) ? List.of(path) : List.of();
    }

    /** All that has not been taken. */
    List<Unmapped> rest() {
        List<Unmapped> rest = new ArrayList<>();
        texts.forEach((path, text) -> rest.add(new Unmapped(path, text, Optional.empty())));
        return rest;
    }
}
