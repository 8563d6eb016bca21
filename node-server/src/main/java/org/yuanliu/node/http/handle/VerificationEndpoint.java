package org.yuanliu.node.http.handle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import org.yuanliu.json.Json;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Caller;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.node.auth.Finding;
import org.yuanliu.node.auth.Proofs;
import org.yuanliu.node.auth.WorkQueue;
import org.yuanliu.wire.Proof;
import org.yuanliu.wire.ProofCodec;

/**
 * {@code /api/verifications}: whether the answer to a challenge fits the secret key that lives here, for servers that
 * cannot read it (operation 201 of the Handle protocol; wire reference, section 7). Bytes are base64:
 *
 * <pre>
 * {"handle":"88.118.8/admin", "index":300, "nonce":B, "requestDigest":B, "answer":B}
 * </pre>
 */
final class VerificationEndpoint implements ApiEndpoint {
    private final Proofs proofs;
    private final WorkQueue work;

    VerificationEndpoint(Proofs proofs, WorkQueue work) {
        this.proofs = proofs;
        this.work = work;
    }

    @Override
    public void serve(ApiCall call, Caller caller) throws MalformedMessage {
        call.demandJson();
        JsonNode asked = Json.read(call.exchange().body());
        Reference key = new Reference(Identifier.of(asked.path("handle").asText()), index(asked));
        Proof proof = ProofCodec.read("HS_SECKEY", bytes(asked, "answer"));
        Bytes data = bytes(asked, "nonce").concat(bytes(asked, "requestDigest"));
        work.run(
                caller.source(),
                () -> proofs.prove(key, proof, data) instanceof Finding.Proven,
                valid -> call.answer(200, json -> {
                    json.writeBooleanField("isValid", valid);
                    json.writeStringField("handle", key.identifier().text());
                }),
                call::refuse);
    }

    private static int index(JsonNode asked) throws MalformedMessage {
        JsonNode index = asked.path("index");
        if (!index.isInt() || index.intValue() < 1) {
            throw new MalformedMessage(Reason.INVALID_ARGUMENT, "index", "right is a number from 1");
        }
        return index.intValue();
    }

    private static Bytes bytes(JsonNode asked, String field) throws MalformedMessage {
        try {
            if (asked.path(field).isTextual()) {
                return Bytes.wrap(Base64.getDecoder().decode(asked.path(field).textValue()));
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new MalformedMessage(Reason.INVALID_ARGUMENT, field, "right is base64");
    }
}
