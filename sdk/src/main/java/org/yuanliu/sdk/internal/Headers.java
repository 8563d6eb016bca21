package org.yuanliu.sdk.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Reference;
import org.yuanliu.sdk.Credential;

/** The texts of the {@code authorization} header (wire reference, section 13). */
final class Headers {
    private Headers() {}

    static String basic(Credential.SharedSecret credential) {
        Bytes pair = Bytes.utf8(encoded(credential.identity()) + ":")
                .concat(credential.secret().bytes());
        return "Basic " + base64(pair);
    }

    static String proof(String sessionId, Reference identity, Bytes clientNonce, Bytes signature) {
        return "Handle sessionId=\"" + sessionId + "\", id=\"" + encoded(identity) + "\", type=\"HS_PUBKEY\", cnonce=\""
                + base64(clientNonce) + "\", alg=\"SHA256\", signature=\"" + base64(signature) + "\"";
    }

    static String session(String sessionId) {
        return "Handle version=\"0\", sessionId=\"" + sessionId + "\"";
    }

    private static String encoded(Reference identity) {
        return URLEncoder.encode(identity.toString(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String base64(Bytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.toArray());
    }
}
