package org.yuanliu.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Request;

/**
 * Items of a parcel and the verdicts on them, one JSON object each (docs/registration.md):
 *
 * <pre>
 * {"identifier":"88.118.8/X1", "values":[ element, ... ]}                  a new record
 * {"identifier":"88.118.8/X1", "values":[ element, ... ], "update":true}   elements put into one that exists
 *
 * {"line":1,"identifier":"88.118.8/X1","status":"registered","version":1,"sequence":17}
 * {"line":2,"identifier":"88.118.8/X1","status":"refused","reason":"ALREADY_EXISTS","message":"..."}
 * </pre>
 */
public final class ItemJson {
    private ItemJson() {}

    /** Reads an item; what cannot be read becomes {@link Request.Unfit}, which says why. */
    public static Request.ParcelItem read(Bytes text) {
        try {
            JsonNode node = Json.read(text);
            Fields fields = Fields.of(node, "", "identifier", "handle", "values", "update");
            Identifier identifier = fields.identifier();
            List<Element> elements = RecordJson.elements(fields.node("values"));
            return fields.has("update") && fields.flag("update")
                    ? new Request.Update(identifier, elements, List.of(), OptionalLong.empty())
                    : new Request.Create(identifier, elements, false, false);
        } catch (MalformedMessage e) {
            return new Request.Unfit(e.problem());
        }
    }

    /**
     * Writes the verdict on an item.
     *
     * @param line where the item stood, from 1
     */
    public static void write(long line, Request.ParcelItem item, Outcome outcome, Locale locale, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", line);
        if (item instanceof Request.Change change) {
            json.writeStringField("identifier", change.identifier().text());
        }
        if (outcome instanceof Outcome.Written written) {
            json.writeStringField("status", item instanceof Request.Update ? "updated" : "registered");
            json.writeNumberField("version", written.version());
            json.writeNumberField("sequence", written.sequence());
        } else {
            Problem problem = ((Outcome.Refused) outcome).problem();
            json.writeStringField("status", "refused");
            json.writeStringField("reason", problem.reason().name());
            json.writeStringField("message", problem.text(locale));
        }
        json.writeEndObject();
    }
}
