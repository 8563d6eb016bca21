package org.yuanliu.json;

import static java.util.Map.entry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.SiteInfo;

/**
 * Site information as JSON (wire reference, section 13). All may be left out but the servers' ids, addresses and the
 * interfaces' protocols and ports:
 *
 * <pre>
 * {"version":1, "protocolVersion":"2.11", "serialNumber":1, "primarySite":true, "multiPrimary":false,
 *  "hashOption":2,      0 prefix, 1 suffix, 2 whole identifier; written unless 2
 *  "hashFilter":"",     written unless empty
 *  "attributes":[{"name":"desc","value":"..."}],
 *  "servers":[{"serverId":1, "address":"192.0.2.1", "publicKey":{"format":"key","value":{...}},
 *              "interfaces":[{"query":true,"admin":true,"protocol":"TCP","port":2641}]}]}
 * </pre>
 */
public final class SiteJson {
    private static final int WHOLE = 2;

    private static final String[] FIELDS = {
        "version",
        "protocolVersion",
        "serialNumber",
        "primarySite",
        "multiPrimary",
        "hashOption",
        "hashFilter",
        "attributes",
        "servers"
    };

    private static final Pattern VERSION = Pattern.compile("([0-9]{1,2})\\.([0-9]{1,2})");
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";

    /** Literals only: a name would be looked up. */
    private static final Pattern ADDRESS =
            Pattern.compile("(" + OCTET + "\\.){3}" + OCTET + "|[0-9a-fA-F]*:[0-9a-fA-F:.]*");

    private SiteJson() {}

    /** Reads site information that fills the JSON value. */
    public static SiteInfo read(JsonNode node) throws MalformedMessage {
        return read(Fields.of(node, "", FIELDS));
    }

    static SiteInfo read(Fields owner, String name) throws MalformedMessage {
        return read(owner.object(name, FIELDS));
    }

    private static SiteInfo read(Fields site) throws MalformedMessage {
        Matcher version = VERSION.matcher(site.has("protocolVersion") ? site.text("protocolVersion") : "2.11");
        if (!version.matches()) {
            throw site.wrong("protocolVersion", "right is major.minor, such as 2.11");
        }
        return new SiteInfo(
                (int) site.integer("version", 0, 0xFFFF, 1),
                Integer.parseInt(version.group(1)),
                Integer.parseInt(version.group(2)),
                (int) site.integer("serialNumber", 0, 0xFFFF, 1),
                site.has("primarySite") && site.flag("primarySite"),
                site.has("multiPrimary") && site.flag("multiPrimary"),
                (int) site.integer("hashOption", 0, WHOLE, WHOLE),
                site.has("hashFilter") ? Bytes.utf8(site.text("hashFilter")) : Bytes.EMPTY,
                attributes(site),
                servers(site));
    }

    private static List<Map.Entry<String, String>> attributes(Fields site) throws MalformedMessage {
        List<Map.Entry<String, String>> attributes = new ArrayList<>();
        for (Fields each : site.objects("attributes", "name", "value")) {
            attributes.add(entry(each.text("name"), each.text("value")));
        }
        return attributes;
    }

    private static List<SiteInfo.Server> servers(Fields site) throws MalformedMessage {
        List<SiteInfo.Server> servers = new ArrayList<>();
        for (Fields each : site.objects("servers", "serverId", "address", "publicKey", "interfaces")) {
            Bytes key = each.has("publicKey") ? DataJson.read(each, "publicKey") : Bytes.EMPTY;
            servers.add(new SiteInfo.Server(each.u4("serverId"), address(each), key, interfaces(each)));
        }
        return servers;
    }

    private static InetAddress address(Fields server) throws MalformedMessage {
        String text = server.text("address");
        try {
            if (ADDRESS.matcher(text).matches()) {
                return InetAddress.getByName(text);
            }
        } catch (UnknownHostException e) {
            // said below
        }
        throw server.wrong("address", "right is an IPv4 or IPv6 address, such as 192.0.2.1 or 2001:db8::1");
    }

    private static List<SiteInfo.Interface> interfaces(Fields server) throws MalformedMessage {
        List<SiteInfo.Interface> interfaces = new ArrayList<>();
        for (Fields each : server.objects("interfaces", "query", "admin", "protocol", "port")) {
            interfaces.add(new SiteInfo.Interface(
                    each.has("query") && each.flag("query"),
                    each.has("admin") && each.flag("admin"),
                    transport(each),
                    (int) each.integer("port", 0, 0xFFFF)));
        }
        return interfaces;
    }

    private static SiteInfo.Transport transport(Fields door) throws MalformedMessage {
        String name = door.text("protocol");
        for (SiteInfo.Transport transport : SiteInfo.Transport.values()) {
            if (transport.name().equals(name)) {
                return transport;
            }
        }
        throw door.wrong("protocol", "right are " + Arrays.toString(SiteInfo.Transport.values()));
    }

    /** Whether this form tells all: it has no place for a filter that is not text, or for an odd port. */
    static boolean canWrite(SiteInfo site) {
        return site.hashOption() <= WHOLE
                && DataJson.printable(site.hashFilter()).isPresent()
                && site.servers().stream()
                        .flatMap(s -> s.interfaces().stream())
                        .allMatch(i -> i.port() >= 0 && i.port() <= 0xFFFF);
    }

    /** Writes site information as one JSON value. */
    public static void write(SiteInfo site, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("version", site.formatVersion());
        json.writeStringField("protocolVersion", site.protocolMajor() + "." + site.protocolMinor());
        json.writeNumberField("serialNumber", site.serial());
        json.writeBooleanField("primarySite", site.primary());
        json.writeBooleanField("multiPrimary", site.multiPrimary());
        if (site.hashOption() != WHOLE) {
            json.writeNumberField("hashOption", site.hashOption());
        }
        if (!site.hashFilter().isEmpty()) {
            json.writeStringField("hashFilter", site.hashFilter().utf8());
        }
        json.writeArrayFieldStart("attributes");
        for (Map.Entry<String, String> attribute : site.attributes()) {
            json.writeStartObject();
            json.writeStringField("name", attribute.getKey());
            json.writeStringField("value", attribute.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("servers");
        for (SiteInfo.Server server : site.servers()) {
            write(server, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(SiteInfo.Server server, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("serverId", Integer.toUnsignedLong(server.id()));
        json.writeStringField("address", server.address().getHostAddress());
        json.writeObjectFieldStart("publicKey");
        writeKey(server.publicKey(), json);
        json.writeEndObject();
        json.writeArrayFieldStart("interfaces");
        for (SiteInfo.Interface door : server.interfaces()) {
            json.writeStartObject();
            json.writeBooleanField("query", door.query());
            json.writeBooleanField("admin", door.admin());
            json.writeStringField("protocol", door.transport().name());
            json.writeNumberField("port", door.port());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeKey(Bytes key, JsonGenerator json) throws IOException {
        boolean written;
        try {
            written = DataJson.writeKey(key, json);
        } catch (MalformedMessage e) {
            written = false;
        }
        if (!written) {
            DataJson.writeBase64(key, json);
        }
    }
}
