package org.yuanliu.node.http.pages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.yuanliu.model.Bytes;

/**
 * 10320/loc data: several places for one thing, and how to choose (wire reference, section 14):
 *
 * <pre>
 * &lt;locations chooseby="locatt,country,weighted"&gt;
 *   &lt;location href="https://a.example/" weight="1" country="cn"/&gt;
 *   &lt;location href="https://a.example/x.json" http_role="conneg" media-type="application/json"/&gt;
 * &lt;/locations&gt;
 * </pre>
 *
 * Each method narrows the choice, or leaves it if it fits none: {@code locatt} to those with an attribute the caller
 * asks for, {@code country} to those of the country the caller names (no one looks up where the caller is), {@code
 * weighted} takes one by chance. Places for content negotiation are chosen by the header field Accept only.
 *
 * @param places attributes of each, in the order of the document; each has an href
 */
record Locations(List<String> methods, List<Map<String, String>> places) {
    private static final int MAX_BYTES = 64 << 10;
    private static final int MAX_PLACES = 200;
    private static final String DEFAULT_METHODS = "locatt,country,weighted";

    private static final Locations NONE = new Locations(List.of(), List.of());

    /**
     * What the caller would like.
     *
     * @param attributes each {@code name:value}
     * @param country two letters, or empty
     * @param accept the header field, or empty
     */
    record Wishes(List<String> attributes, String country, String accept) {}

    /** Reads the XML; what is no such document holds no places. */
    static Locations read(Bytes xml) {
        if (xml.length() > MAX_BYTES) {
            return NONE;
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            return read(factory.createXMLStreamReader(xml.stream()));
        } catch (XMLStreamException e) {
            return NONE;
        }
    }

    private static Locations read(XMLStreamReader xml) throws XMLStreamException {
        String methods = DEFAULT_METHODS;
        List<Map<String, String>> places = new ArrayList<>();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD) {
                return NONE;
            }
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            Map<String, String> attributes = attributes(xml);
            if (xml.getLocalName().equals("locations")) {
                methods = attributes.getOrDefault("chooseby", methods);
            } else if (xml.getLocalName().equals("location")
                    && attributes.containsKey("href")
                    && places.size() < MAX_PLACES) {
                places.add(attributes);
            }
        }
        // Each method once: a record that names one a thousand times would keep the event loop busy.
        List<String> once = Stream.of(methods.toLowerCase(Locale.ROOT).split("[, ]+"))
                .distinct()
                .toList();
        return new Locations(once, places);
    }

    private static Map<String, String> attributes(XMLStreamReader xml) {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        return attributes;
    }

    /** The address of the place that fits best; empty if there is none. */
    Optional<String> choose(Wishes wishes, RandomGenerator random) {
        Optional<Map<String, String>> negotiated = negotiate(wishes.accept());
        if (negotiated.isPresent()) {
            return negotiated.map(p -> p.get("href"));
        }
        List<Map<String, String>> left =
                places.stream().filter(p -> !isNegotiated(p)).toList();
        for (String method : methods) {
            left = switch (method) {
                case "locatt" -> narrow(left, p -> wishes.attributes().stream().anyMatch(wish -> has(p, wish)));
                case "country" -> byCountry(left, wishes.country());
                case "weighted" -> weighted(left, random);
                default -> left;
            };
        }
        return left.stream().findFirst().map(p -> p.get("href"));
    }

    private static List<Map<String, String>> narrow(
            List<Map<String, String>> places, Predicate<Map<String, String>> wanted) {
        List<Map<String, String>> fitting = places.stream().filter(wanted).toList();
        return fitting.isEmpty() ? places : fitting;
    }

    private static boolean has(Map<String, String> place, String wish) {
        int colon = wish.indexOf(':');
        return colon > 0 && wish.substring(colon + 1).equals(place.get(wish.substring(0, colon)));
    }

    private static List<Map<String, String>> byCountry(List<Map<String, String>> places, String country) {
        if (!country.isEmpty() && places.stream().anyMatch(p -> country.equalsIgnoreCase(p.get("country")))) {
            return narrow(places, p -> country.equalsIgnoreCase(p.get("country")));
        }
        return narrow(places, p -> !p.containsKey("country"));
    }

    /** One by chance; a place of weight 0 never. */
    private static List<Map<String, String>> weighted(List<Map<String, String>> places, RandomGenerator random) {
        double sum = places.stream().mapToDouble(Locations::weight).sum();
        if (sum <= 0) {
            return List.of();
        }
        double at = random.nextDouble() * sum;
        for (Map<String, String> place : places) {
            at -= weight(place);
            if (at < 0) {
                return List.of(place);
            }
        }
        return narrow(places, p -> weight(p) > 0).subList(0, 1);
    }

    private static double weight(Map<String, String> place) {
        try {
            double weight = Double.parseDouble(place.getOrDefault("weight", "1"));
            return weight > 0 && weight <= 1_000_000 ? weight : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static boolean isNegotiated(Map<String, String> place) {
        return "conneg".equals(place.get("http_role"));
    }

    /** The place whose media type the caller likes better than a web page. */
    private Optional<Map<String, String>> negotiate(String accept) {
        if (accept.isEmpty() || places.stream().noneMatch(Locations::isNegotiated)) {
            return Optional.empty();
        }
        Accepted accepted = Accepted.of(accept);
        double best = accepted.quality("text/html");
        Optional<Map<String, String>> chosen = Optional.empty();
        for (Map<String, String> place : places) {
            double quality = isNegotiated(place) ? accepted.exactly(mediaType(place)) : 0;
            if (quality > best) {
                best = quality;
                chosen = Optional.of(place);
            }
        }
        return chosen;
    }

    private static String mediaType(Map<String, String> place) {
        return place.getOrDefault("media-type", place.getOrDefault("media_type", place.getOrDefault("ctype", "")));
    }
}
