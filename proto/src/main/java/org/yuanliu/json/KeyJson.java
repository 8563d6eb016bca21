package org.yuanliu.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.DSAPublicKeySpec;
import java.security.spec.KeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.wire.PublicKeyCodec;

/**
 * A public key as a JSON web key (RFC 7517, 7518): {@code {"kty":"RSA","n":N,"e":E}}, or with kty DSA, which is not in
 * the standard but in use, {@code y, p, q, g}. Numbers are unsigned big-endian in base64url.
 *
 * @param data the key as HS_PUBKEY data
 */
record KeyJson(Bytes data, String kind, Map<String, BigInteger> numbers) {
    private static final int MAX_BASE64 = PublicKeyCodec.MAX_BITS / 6 + 4;

    /** Empty for a key that has no such form. */
    static Optional<KeyJson> of(PublicKey key) {
        Map<String, BigInteger> numbers = new LinkedHashMap<>();
        if (key instanceof RSAPublicKey rsa) {
            numbers.put("n", rsa.getModulus());
            numbers.put("e", rsa.getPublicExponent());
        } else if (key instanceof DSAPublicKey dsa) {
            numbers.put("y", dsa.getY());
            numbers.put("p", dsa.getParams().getP());
            numbers.put("q", dsa.getParams().getQ());
            numbers.put("g", dsa.getParams().getG());
        } else {
            return Optional.empty();
        }
        return Optional.of(new KeyJson(PublicKeyCodec.write(key), key.getAlgorithm(), numbers));
    }

    /** Reads a JSON web key as HS_PUBKEY data. */
    static Bytes read(Fields owner, String name) throws MalformedMessage {
        Fields key = owner.object(name, "kty", "n", "e", "y", "p", "q", "g", "alg", "use", "kid", "key_ops");
        String kind = key.text("kty");
        KeySpec numbers = switch (kind) {
            case "RSA" -> new RSAPublicKeySpec(number(key, "n"), number(key, "e"));
            case "DSA" -> new DSAPublicKeySpec(number(key, "y"), number(key, "p"), number(key, "q"), number(key, "g"));
            default -> throw key.wrong("kty", "found '" + kind + "', right are RSA, DSA");
        };
        try {
            Bytes data = PublicKeyCodec.write(KeyFactory.getInstance(kind).generatePublic(numbers));
            PublicKeyCodec.read(data);
            return data;
        } catch (GeneralSecurityException e) {
            throw key.wrong("kty", "the numbers make no " + kind + " key");
        } catch (MalformedMessage e) {
            throw key.wrong("kty", e.problem().details().get(0));
        }
    }

    private static BigInteger number(Fields key, String name) throws MalformedMessage {
        String text = key.text(name);
        if (text.isEmpty() || text.length() > MAX_BASE64) {
            throw key.wrong(name, text.length() + " characters are no number of a key");
        }
        try {
            return new BigInteger(1, Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw key.wrong(name, "no base64url");
        }
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("kty", kind);
        for (Map.Entry<String, BigInteger> number : numbers.entrySet()) {
            json.writeStringField(number.getKey(), base64(number.getValue()));
        }
        json.writeEndObject();
    }

    private static String base64(BigInteger number) {
        byte[] signed = number.toByteArray();
        byte[] unsigned = signed.length > 1 && signed[0] == 0 ? Arrays.copyOfRange(signed, 1, signed.length) : signed;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
    }
}
