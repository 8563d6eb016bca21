package org.yuanliu.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.template.Template;

/**
 * The templates that come with the product, one for each class of raw material. They are data; a node knows them only
 * once they are published under a prefix of its own. Thread-safe.
 */
public final class Packs {
    private static final List<String> NAMES = List.of(
            "steel-heat",
            "steel-slab",
            "steel-coil",
            "steel-product",
            "copper-cathode",
            "aluminium-ingot",
            "aluminium-product",
            "rare-earth-oxide",
            "polyolefin-resin",
            "fertiliser",
            "cement",
            "waterproofing-membrane",
            "thermal-insulation");

    private static final Map<String, Template> PACKS = load();

    private Packs() {}

    /** All of them. */
    public static List<Template> all() {
        return new ArrayList<>(PACKS.values());
    }

    /** The one with this name, such as {@code steel-coil}. */
    public static Optional<Template> named(String name) {
        return Optional.ofNullable(PACKS.get(name));
    }

    /** Their names. */
    public static List<String> names() {
        return NAMES;
    }

    private static Map<String, Template> load() {
        Map<String, Template> packs = new LinkedHashMap<>();
        for (String name : NAMES) {
            packs.put(name, load(name));
        }
        return packs;
    }

    private static Template load(String name) {
        String file = "/org/yuanliu/template/packs/" + name + ".json";
        try (InputStream in = Objects.requireNonNull(Packs.class.getResourceAsStream(file), file)) {
            return TemplateJson.read(Bytes.wrap(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedMessage e) {
            throw new IllegalStateException(file, e);
        }
    }
}
