package org.yuanliu.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yuanliu.model.Admin;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Rights;
import org.yuanliu.model.SiteInfo;
import org.yuanliu.wire.AdminCodec;
import org.yuanliu.wire.GroupCodec;
import org.yuanliu.wire.PublicKeyCodec;
import org.yuanliu.wire.SiteCodec;

/**
 * The data of an element as JSON: {@code "text"}, or {@code {"format":F,"value":V}} with F one of
 *
 * <pre>
 * string   "text", kept as UTF-8                          any type
 * base64   "AQID"                                         any type
 * hex      "010203"                                       any type
 * admin    {"handle":H, "index":300, "permissions":"011111111111"}    HS_ADMIN
 * vlist    [{"handle":H, "index":300}, ...]               HS_VLIST
 * site     {"version":1, "servers":[...], ...}            HS_SITE and its kin
 * key      {"kty":"RSA", "n":N, "e":E}                    HS_PUBKEY: a JSON web key
 * </pre>
 *
 * Data is written typed only if reading that gives the same bytes back, so that nothing is lost: signatures cover them.
 */
final class DataJson {
    /** What the clients in use write for all rights; the first digit is the highest bit. */
    private static final int RIGHTS_DIGITS = 12;

    private static final Set<ElementType> SITES = Set.of(
            ElementType.HS_SITE,
            new ElementType("HS_SITE.6"),
            new ElementType("HS_SITE.PREFIX"),
            new ElementType("HS_NA_DELEGATE"));

    private DataJson() {}

    /** Reads a field with data; {@code owner} has it under {@code name}. */
    static Bytes read(Fields owner, String name) throws MalformedMessage {
        if (owner.node(name).isTextual()) {
            return Bytes.utf8(owner.text(name));
        }
        Fields data = owner.object(name, "format", "value");
        String format = data.text("format");
        return switch (format) {
            case "string" -> Bytes.utf8(data.text("value"));
            case "base64" -> base64(data);
            case "hex" -> hex(data);
            case "admin" ->
                AdminCodec.write(admin(data.object("value", "handle", "identifier", "index", "permissions")));
            case "vlist" -> GroupCodec.write(members(data));
            case "site" -> SiteCodec.write(SiteJson.read(data, "value"));
            case "key" -> KeyJson.read(data, "value");
            default ->
                throw data.wrong(
                        "format", "found '" + format + "', right are string, base64, hex, admin, vlist, site, key");
        };
    }

    /** Does not repeat what was found: it may be a secret. */
    private static Bytes base64(Fields data) throws MalformedMessage {
        try {
            return Bytes.wrap(Base64.getDecoder().decode(data.text("value")));
        } catch (IllegalArgumentException e) {
            throw data.wrong("value", "no base64");
        }
    }

    private static Bytes hex(Fields data) throws MalformedMessage {
        try {
            return Bytes.wrap(HexFormat.of().parseHex(data.text("value")));
        } catch (IllegalArgumentException e) {
            throw data.wrong("value", "no hex, right are pairs of 0..9 and a..f");
        }
    }

    private static Admin admin(Fields value) throws MalformedMessage {
        String rights = value.text("permissions");
        if (!rights.matches("[01]{1,16}")) {
            throw value.wrong("permissions", "right are twelve digits 0 or 1, such as 011111111111");
        }
        return new Admin(new Rights(Integer.parseInt(rights, 2)), value.reference());
    }

    private static List<Reference> members(Fields data) throws MalformedMessage {
        List<Reference> members = new ArrayList<>();
        for (Fields each : data.objects("value", "handle", "identifier", "index")) {
            members.add(each.reference());
        }
        return members;
    }

    /** Writes the data of an element as one JSON value. */
    static void write(Element element, JsonGenerator json) throws IOException {
        ElementType type = element.type();
        Bytes data = element.data();
        json.writeStartObject();
        if (!(isTyped(type) && writeTyped(type, data, json))) {
            writePlain(data, json);
        }
        json.writeEndObject();
    }

    /** All types with a form of their own begin so; the others, the most by far, are told apart at a glance. */
    private static boolean isTyped(ElementType type) {
        return type.name().regionMatches(true, 0, "HS_", 0, 3);
    }

    private static boolean writeTyped(ElementType type, Bytes data, JsonGenerator json) throws IOException {
        try {
            if (type.equals(ElementType.HS_ADMIN)) {
                return writeAdmin(data, json);
            }
            if (type.equals(ElementType.HS_VLIST)) {
                return writeMembers(data, json);
            }
            if (type.equals(ElementType.HS_PUBKEY)) {
                return writeKey(data, json);
            }
            return SITES.contains(type) && writeSite(data, json);
        } catch (MalformedMessage e) {
            return false;
        }
    }

    private static boolean writeAdmin(Bytes data, JsonGenerator json) throws MalformedMessage, IOException {
        Admin admin = AdminCodec.read(data);
        if (!AdminCodec.write(admin).equals(data)) {
            return false;
        }
        json.writeStringField("format", "admin");
        json.writeObjectFieldStart("value");
        ElementJson.writeFields(admin.administrator(), json);
        json.writeStringField("permissions", ElementJson.digits(admin.rights().bits(), RIGHTS_DIGITS));
        json.writeEndObject();
        return true;
    }

    private static boolean writeMembers(Bytes data, JsonGenerator json) throws MalformedMessage, IOException {
        List<Reference> members = GroupCodec.read(data);
        if (!GroupCodec.write(members).equals(data)) {
            return false;
        }
        json.writeStringField("format", "vlist");
        json.writeFieldName("value");
        ElementJson.write(members, json);
        return true;
    }

    private static boolean writeSite(Bytes data, JsonGenerator json) throws MalformedMessage, IOException {
        SiteInfo site = SiteCodec.read(data);
        if (!SiteCodec.write(site).equals(data) || !SiteJson.canWrite(site)) {
            return false;
        }
        json.writeStringField("format", "site");
        json.writeFieldName("value");
        SiteJson.write(site, json);
        return true;
    }

    /** Writes {@code format} and {@code value} of a key, if it can be told as a JSON web key. */
    static boolean writeKey(Bytes data, JsonGenerator json) throws MalformedMessage, IOException {
        Optional<KeyJson> key = KeyJson.of(PublicKeyCodec.read(data));
        if (key.isEmpty() || !key.get().data().equals(data)) {
            return false;
        }
        json.writeStringField("format", "key");
        json.writeFieldName("value");
        key.get().write(json);
        return true;
    }

    /** Writes {@code format} and {@code value} as text, or as base64 where it is none. */
    private static void writePlain(Bytes data, JsonGenerator json) throws IOException {
        Optional<String> text = printable(data);
        if (text.isPresent()) {
            json.writeStringField("format", "string");
            json.writeStringField("value", text.get());
        } else {
            writeBase64(data, json);
        }
    }

    static void writeBase64(Bytes data, JsonGenerator json) throws IOException {
        json.writeStringField("format", "base64");
        json.writeStringField("value", Base64.getEncoder().encodeToString(data.toArray()));
    }

    /** The text, if the bytes are UTF-8 without control characters other than tab and line ends. */
    static Optional<String> printable(Bytes data) {
        boolean ascii = true;
        for (int i = 0; i < data.length(); i++) {
            int c = data.u1(i);
            if ((c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7F) {
                return Optional.empty();
            }
            ascii &= c < 0x80;
        }
        return ascii ? Optional.of(data.utf8()) : strictly(data);
    }

    private static Optional<String> strictly(Bytes data) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data.toArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
