package org.yuanliu.node.handle;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Request;
import org.yuanliu.wire.Credential;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.Header;
import org.yuanliu.wire.Message;
import org.yuanliu.wire.MessageCodec;
import org.yuanliu.wire.RequestCodec;
import org.yuanliu.wire.SignedBytes;

/** A session as its peer knows it: writes messages in it and reads what comes back. */
final class PeerSession {
    private static final int IV = 16;

    final int id;
    final byte[] key;
    private int counter;
    private int requestId = 1000;

    PeerSession(int id, byte[] key) {
        this.id = id;
        this.key = key;
    }

    Message plain(Request request) {
        return plain(request, DoorPeer.FLAGS);
    }

    Message plain(Request request, int flags) {
        return RequestCodec.write(Envelope.ofRequest(id, ++requestId), Header.ofRequest(flags, 0x7FFF_FFFF), request);
    }

    Message mac(Request request) throws Exception {
        return mac(request, DoorPeer.FLAGS);
    }

    Message mac(Request request, int flags) throws Exception {
        return mac(plain(request, flags));
    }

    Message mac(Message plain) throws GeneralSecurityException, MalformedMessage {
        return plain.with(Credential.mac(++counter, hmac(SignedBytes.of(plain, counter))));
    }

    Bytes hmac(Bytes data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return Bytes.wrap(mac.doFinal(data.toArray()));
    }

    Bytes encrypted(Message message) throws GeneralSecurityException {
        byte[] iv = "0123456789abcdef".getBytes();
        Bytes text = Bytes.wrap(
                cipher(Cipher.ENCRYPT_MODE, iv, 0).doFinal(message.payload().toArray()));
        return MessageCodec.encrypted(message, Bytes.wrap(iv).concat(text));
    }

    Message decrypted(Bytes message) throws GeneralSecurityException, MalformedMessage {
        byte[] bytes = message.toArray();
        int text = Envelope.BYTES + IV;
        Cipher cipher = cipher(Cipher.DECRYPT_MODE, bytes, Envelope.BYTES);
        return MessageCodec.decrypted(
                Envelope.read(message), Bytes.wrap(cipher.doFinal(bytes, text, bytes.length - text)));
    }

    private Cipher cipher(int mode, byte[] iv, int at) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, new SecretKeySpec(key, 0, IV, "AES"), new IvParameterSpec(iv, at, IV));
        return cipher;
    }
}
