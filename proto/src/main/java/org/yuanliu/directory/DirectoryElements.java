package org.yuanliu.directory;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.yuanliu.json.Json;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Enterprise;
import org.yuanliu.model.EnterpriseState;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.PrefixState;
import org.yuanliu.model.PrefixStatus;
import org.yuanliu.model.Reason;
import org.yuanliu.model.State;

/**
 * The three elements by which the record of a prefix says whose it is and how it stands, as JSON:
 *
 * <pre>
 * 1100 ENTERPRISE         {"state":"approved","name":"..","creditCode":"..","industry":"C3130","region":"130200",
 *                          "suspendedPolicy":"resolve"}                           public once it was approved
 * 1101 ENTERPRISE_CONTACT {"contact":".."}                                        hidden
 * 1102 PREFIX             {"state":"homed","hosting":"hosted","quota":1000000}    public
 * </pre>
 *
 * Empty fields, and a quota that is not set, are left out. What has other fields, or other permissions, is refused.
 */
public final class DirectoryElements {
    public static final int ENTERPRISE_INDEX = 1100;
    public static final int CONTACT_INDEX = 1101;
    public static final int PREFIX_INDEX = 1102;

    public static final ElementType ENTERPRISE = new ElementType("ENTERPRISE");
    public static final ElementType CONTACT = new ElementType("ENTERPRISE_CONTACT");
    public static final ElementType PREFIX = new ElementType("PREFIX");

    private static final String RESOLVE = "resolve";
    private static final String REFUSE = "refuse";
    private static final String HOSTED = "hosted";
    private static final String DELEGATED = "delegated";

    private DirectoryElements() {}

    /** Whether the element is one of the three, or stands where one of them would. */
    public static boolean isReserved(Element element) {
        return (element.index() >= ENTERPRISE_INDEX && element.index() <= PREFIX_INDEX)
                || element.type().equals(ENTERPRISE)
                || element.type().equals(CONTACT)
                || element.type().equals(PREFIX);
    }

    public static Element write(Enterprise enterprise) {
        Permissions permissions = enterprise.state().admitted() ? Permissions.DEFAULT : Permissions.HIDDEN;
        return Element.of(
                ENTERPRISE_INDEX,
                ENTERPRISE,
                json(json -> {
                    json.writeStringField("state", enterprise.state().word());
                    json.writeStringField("name", enterprise.name());
                    writeUnlessEmpty("creditCode", enterprise.creditCode(), json);
                    writeUnlessEmpty("industry", enterprise.industry(), json);
                    writeUnlessEmpty("region", enterprise.region(), json);
                    json.writeStringField("suspendedPolicy", enterprise.refusedWhenSuspended() ? REFUSE : RESOLVE);
                }),
                permissions);
    }

    public static Element writeContact(String contact) {
        return Element.of(
                CONTACT_INDEX, CONTACT, json(json -> json.writeStringField("contact", contact)), Permissions.HIDDEN);
    }

    public static Element write(PrefixStatus status) {
        return Element.of(
                PREFIX_INDEX,
                PREFIX,
                json(json -> {
                    json.writeStringField("state", status.state().word());
                    json.writeStringField("hosting", status.delegated() ? DELEGATED : HOSTED);
                    if (status.quota().isPresent()) {
                        json.writeNumberField("quota", status.quota().getAsLong());
                    }
                }),
                Permissions.DEFAULT);
    }

    /** What the record says of its enterprise; empty if it says nothing that can be read. */
    public static Optional<Enterprise> enterprise(List<Element> elements) {
        return find(elements, ENTERPRISE_INDEX, ENTERPRISE).flatMap(e -> readable(() -> readEnterprise(e.data())));
    }

    /** What the record says of its prefix; empty if it says nothing that can be read. */
    public static Optional<PrefixStatus> prefix(List<Element> elements) {
        return find(elements, PREFIX_INDEX, PREFIX).flatMap(e -> readable(() -> readPrefix(e.data())));
    }

    /** Whom to ask, as the record says. */
    public static Optional<String> contact(List<Element> elements) {
        return find(elements, CONTACT_INDEX, CONTACT).flatMap(e -> readable(() -> readContact(e.data())));
    }

    /**
     * Checks one of the three as it is to be written: index, type, permissions and data.
     *
     * @throws MalformedMessage with {@link Reason#INVALID_ARGUMENT}, what is wrong and what is right
     */
    public static void check(Element element) throws MalformedMessage {
        Element right = switch (element.index()) {
            case ENTERPRISE_INDEX -> write(readEnterprise(element.data()));
            case CONTACT_INDEX -> writeContact(readContact(element.data()));
            case PREFIX_INDEX -> write(readPrefix(element.data()));
            default ->
                throw wrong(
                        "the index",
                        element.type() + " has one of its own: 1100 ENTERPRISE, "
                                + "1101 ENTERPRISE_CONTACT, 1102 PREFIX");
        };
        if (!right.type().equals(element.type())) {
            throw wrong("the type", "index " + element.index() + " is that of " + right.type());
        }
        if (!right.permissions().equals(element.permissions())) {
            throw wrong(
                    "permissions", "right are the bits " + right.permissions().bits());
        }
        if (!element.references().isEmpty()) {
            throw wrong("references", "it has none");
        }
    }

    private static Enterprise readEnterprise(Bytes data) throws MalformedMessage {
        JsonNode json = object(data, Set.of("state", "name", "creditCode", "industry", "region", "suspendedPolicy"));
        Enterprise enterprise = new Enterprise(
                state(EnterpriseState.class, json),
                text(json, "name"),
                text(json, "creditCode"),
                text(json, "industry"),
                text(json, "region"),
                oneOf(json, "suspendedPolicy", RESOLVE, REFUSE));
        enterprise.check();
        return enterprise;
    }

    private static PrefixStatus readPrefix(Bytes data) throws MalformedMessage {
        JsonNode json = object(data, Set.of("state", "hosting", "quota"));
        JsonNode quota = json.path("quota");
        if (!quota.isMissingNode() && !(quota.canConvertToLong() && quota.isIntegralNumber() && quota.asLong() >= 0)) {
            throw wrong("quota", "right is the largest number of records, 0 or more");
        }
        OptionalLong most = quota.isMissingNode() ? OptionalLong.empty() : OptionalLong.of(quota.asLong());
        PrefixStatus status =
                new PrefixStatus(state(PrefixState.class, json), oneOf(json, "hosting", HOSTED, DELEGATED), most);
        if (!status.equals(status.in(status.state()))) {
            throw wrong("hosting", "it contradicts the state " + status.state().word());
        }
        return status;
    }

    private static String readContact(Bytes data) throws MalformedMessage {
        String contact = text(object(data, Set.of("contact")), "contact");
        if (contact.isEmpty() || !Enterprise.isText(contact)) {
            throw wrong("contact", "right are 1 to " + Enterprise.MAX_TEXT + " characters on one line");
        }
        return contact;
    }

    private static Optional<Element> find(List<Element> elements, int index, ElementType type) {
        return elements.stream()
                .filter(e -> e.index() == index && e.type().equals(type))
                .findFirst();
    }

    private static JsonNode object(Bytes data, Set<String> known) throws MalformedMessage {
        JsonNode json = Json.read(data);
        if (!json.isObject()) {
            throw wrong("the data", "right is a JSON object");
        }
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw wrong("field " + name, "it is not known");
            }
        }
        return json;
    }

    private static <S extends Enum<S> & State<S>> S state(Class<S> states, JsonNode json) throws MalformedMessage {
        return State.of(states, json.path("state").asText())
                .orElseThrow(() -> wrong("state", "'" + json.path("state").asText() + "' is none"));
    }

    private static String text(JsonNode json, String field) throws MalformedMessage {
        JsonNode value = json.path(field);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw wrong(field, "right is a text");
        }
        return value.asText();
    }

    /** Whether the field says the second word; the first is meant if it is left out. */
    private static boolean oneOf(JsonNode json, String field, String first, String second) throws MalformedMessage {
        String word = text(json, field);
        if (!word.isEmpty() && !word.equals(first) && !word.equals(second)) {
            throw wrong(field, "right is " + first + " or " + second);
        }
        return word.equals(second);
    }

    private static MalformedMessage wrong(String what, String why) {
        return new MalformedMessage(Reason.INVALID_ARGUMENT, what, why);
    }

    private static Bytes json(Json.Body fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Json.write(out, false, json -> {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
        });
        return Bytes.wrap(out.toByteArray());
    }

    private static void writeUnlessEmpty(String field, String text, JsonGenerator json) throws IOException {
        if (!text.isEmpty()) {
            json.writeStringField(field, text);
        }
    }

    private interface Reading<T> {
        T read() throws MalformedMessage;
    }

    /** Such elements are refused at the door; one that is older than that rule says nothing. */
    private static <T> Optional<T> readable(Reading<T> reading) {
        try {
            return Optional.of(reading.read());
        } catch (MalformedMessage e) {
            return Optional.empty();
        }
    }
}
