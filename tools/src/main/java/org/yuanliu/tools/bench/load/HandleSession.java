package org.yuanliu.tools.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelPipeline;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.wire.Credential;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.Header;
import org.yuanliu.wire.Message;
import org.yuanliu.wire.MessageCodec;
import org.yuanliu.wire.OpFlags;
import org.yuanliu.wire.Proof;
import org.yuanliu.wire.ProofCodec;
import org.yuanliu.wire.PublicKeyCodec;
import org.yuanliu.wire.RequestCodec;
import org.yuanliu.wire.Response;
import org.yuanliu.wire.ResponseCodec;
import org.yuanliu.wire.SignedBytes;

/**
 * Creates in a session of the Handle protocol: its key agreed on by Diffie-Hellman, whom it speaks for proven by a secret
 * with the first of them, each then under the session's MAC. For one connection at a time; outlives connections.
 */
public final class HandleSession implements Talk {
    private static final int DIFFIE_HELLMAN = 4;
    private static final int GROUP_BITS = 1024;
    private static final int KEY_BYTES = 32;
    private static final int IDLE_SECONDS = 24 * 3600;
    private static final int FLAGS = OpFlags.RECURSIVE | OpFlags.CACHE_CERTIFY;

    private final AtomicInteger next;
    private final int id;
    private final Mac mac;
    private int counter;
    private int requestId;

    private HandleSession(int id, byte[] key, AtomicInteger next) throws GeneralSecurityException {
        this.id = id;
        this.next = next;
        mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
    }

    /**
     * @param who whom the session speaks for
     * @param next number of the next record to create
     */
    public static HandleSession open(InetSocketAddress node, Reference who, Bytes secret, AtomicInteger next)
            throws IOException, GeneralSecurityException, MalformedMessage {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("DH");
        generator.initialize(GROUP_BITS);
        KeyPair ours = generator.generateKeyPair();
        Request setUp = new Request.SetUpSession(
                DIFFIE_HELLMAN,
                IDLE_SECONDS,
                Optional.of(who),
                PublicKeyCodec.write(ours.getPublic()),
                Optional.empty());
        try (Socket line = new Socket(node.getAddress(), node.getPort())) {
            Message answer = ask(line, request(0, 1, setUp));
            Bytes reply = ((Response.SessionReady) ResponseCodec.read(answer)).data();
            KeyAgreement agreement = KeyAgreement.getInstance("DH");
            agreement.init(ours.getPrivate());
            agreement.doPhase(PublicKeyCodec.read(reply.slice(4, reply.length())), true);
            HandleSession session =
                    new HandleSession(answer.envelope().sessionId(), shortened(agreement.generateSecret()), next);
            session.prove(line, who, secret);
            return session;
        }
    }

    private void prove(Socket line, Reference who, Bytes secret)
            throws IOException, GeneralSecurityException, MalformedMessage {
        Message challenge = ask(line, create());
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(secret.toArray());
        digest.update(((Response.ChallengeIssued) ResponseCodec.read(challenge))
                .nonce()
                .toArray());
        digest.update(ResponseCodec.digest(challenge).orElseThrow().value().toArray());
        digest.update(secret.toArray());
        Proof proof = new Proof.Mac(Proof.Mac.SHA256, Bytes.wrap(digest.digest()));
        Request answer = new Request.AnswerChallenge(ProofCodec.authType(proof), who, ProofCodec.write(proof));
        Message done = ask(line, request(challenge.envelope().sessionId(), ++requestId, answer));
        if (done.header().responseCode() != Header.SUCCESS) {
            throw new IOException(
                    "the session was refused with code " + done.header().responseCode());
        }
    }

    /** Drops leading zeros as long as enough remains, then keeps the beginning (wire reference, section 7). */
    private static byte[] shortened(byte[] secret) {
        int from = 0;
        while (from + KEY_BYTES < secret.length && secret[from] == 0) {
            from++;
        }
        return Arrays.copyOfRange(secret, from, from + KEY_BYTES);
    }

    private static Message request(int sessionId, int requestId, Request request) {
        return RequestCodec.write(
                Envelope.ofRequest(sessionId, requestId), Header.ofRequest(FLAGS, Integer.MAX_VALUE), request);
    }

    private static Message ask(Socket line, Message question) throws IOException, MalformedMessage {
        line.getOutputStream().write(question.bytes().toArray());
        DataInputStream in = new DataInputStream(line.getInputStream());
        Bytes head = Bytes.wrap(in.readNBytes(Envelope.BYTES));
        return MessageCodec.read(
                head.concat(Bytes.wrap(in.readNBytes(Envelope.read(head).length()))));
    }

    /** The creation of the next record. */
    private Message create() throws MalformedMessage {
        int number = next.getAndIncrement();
        Request create = new Request.Create(Records.identifier(number), Records.elements(number), false, false);
        Message plain = request(id, ++requestId, create);
        counter++;
        Bytes signed = SignedBytes.of(plain, counter);
        return plain.with(Credential.mac(counter, Bytes.wrap(mac.doFinal(signed.toArray()))));
    }

    @Override
    public void install(ChannelPipeline pipeline) {
        pipeline.addLast(HandleTalk.frames());
    }

    @Override
    public ByteBuf question(ByteBufAllocator alloc) {
        try {
            byte[] create = create().bytes().toArray();
            return alloc.directBuffer(create.length).writeBytes(create);
        } catch (MalformedMessage e) {
            throw new IllegalStateException("our own version can be signed", e);
        }
    }

    @Override
    public boolean isSuccess(Object answer) {
        return Question.responseCode((ByteBuf) answer) == Header.SUCCESS;
    }
}
