package org.yuanliu.node.handle;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.node.auth.KeyExchange;
import org.yuanliu.node.auth.NodeKey;
import org.yuanliu.node.auth.Proofs;
import org.yuanliu.node.auth.Sessions;
import org.yuanliu.node.auth.Trust;
import org.yuanliu.node.registry.RegistryFixture;
import org.yuanliu.node.store.MemoryStore;
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

/** A door in front of a registry in memory, and a peer that knocks on it. The steelworks' key is at STEELWORKS. */
final class DoorPeer implements AutoCloseable {
    static final Reference SECRET = Reference.known(302, "0.NA/88.118.8");
    static final String PASSWORD = "钢铁-secret";
    static final int FLAGS = OpFlags.RECURSIVE | OpFlags.CACHE_CERTIFY;

    final RegistryFixture fixture = new RegistryFixture(new MemoryStore());
    final NodeKey nodeKey;
    final NodeKey steelKey;
    final HandleDoor door;
    private int requestId;

    DoorPeer(NodeKey nodeKey, NodeKey steelKey, Executor workers) {
        this.nodeKey = nodeKey;
        this.steelKey = steelKey;
        SecureRandom random = new SecureRandom();
        Trust trust = new Trust(
                nodeKey,
                new Proofs(fixture.registry, false),
                new KeyExchange(fixture.registry, random),
                new Sessions(100, fixture.clock, random));
        door = new HandleDoor(fixture.registry, trust, () -> 1, workers, new HandleDoor.Clocks(fixture.clock), random);
        fixture.change(
                new Request.AddElements(
                        RegistryFixture.STEEL_PREFIX,
                        List.of(
                                Element.of(300, ElementType.HS_PUBKEY, PublicKeyCodec.write(steelKey.publicKey())),
                                Element.of(302, ElementType.HS_SECKEY, Bytes.utf8(PASSWORD), Permissions.HIDDEN)),
                        false),
                RegistryFixture.STEELWORKS);
    }

    Message request(Request request) {
        return request(request, FLAGS);
    }

    Message request(Request request, int flags) {
        requestId++;
        return RequestCodec.write(Envelope.ofRequest(0, requestId), Header.ofRequest(flags, 0x7FFF_FFFF), request);
    }

    /** The one answer to a message. */
    Message send(Message message) throws MalformedMessage {
        return MessageCodec.read(send(message.bytes()).get(0));
    }

    Response ask(Request request) throws MalformedMessage {
        return ResponseCodec.read(send(request(request)));
    }

    /** All answers up to the last, in order. */
    List<Bytes> send(Bytes message) {
        return send(message, Optional.empty());
    }

    List<Bytes> send(Bytes message, Optional<Line> over) {
        record Part(Bytes bytes, boolean last) {}
        BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
        Line line = over.orElseGet(DoorPeer::line);
        door.serve(message, line, (bytes, last) -> parts.add(new Part(bytes, last)));
        List<Bytes> answers = new ArrayList<>();
        try {
            while (true) {
                Part part = parts.poll(20, TimeUnit.SECONDS);
                if (part == null) {
                    throw new AssertionError("no answer");
                }
                answers.add(part.bytes());
                if (part.last()) {
                    return answers;
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static Line line() {
        return new Line(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711), true);
    }

    /** The message that answers a challenge with the steelworks' key. */
    Message signed(Message challenge) throws Exception {
        return signed(challenge, steelKey, RegistryFixture.STEELWORKS);
    }

    Message signed(Message challenge, NodeKey key, Reference as) throws Exception {
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(key.privateKey());
        signer.update(challenged(challenge).toArray());
        return answer(challenge, as, new Proof.Signature("SHA-256", Bytes.wrap(signer.sign())), FLAGS);
    }

    Message answer(Message challenge, Reference as, Proof proof, int flags) {
        Envelope envelope = Envelope.ofRequest(challenge.envelope().sessionId(), ++requestId);
        var answer = new Request.AnswerChallenge(ProofCodec.authType(proof), as, ProofCodec.write(proof));
        return RequestCodec.write(envelope, Header.ofRequest(flags, 0x7FFF_FFFF), answer);
    }

    /** The message that answers a challenge with a secret. */
    Message secretly(Message challenge, Reference as, Bytes secret) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(secret.toArray());
        digest.update(challenged(challenge).toArray());
        digest.update(secret.toArray());
        return answer(challenge, as, new Proof.Mac(Proof.Mac.SHA256, Bytes.wrap(digest.digest())), FLAGS);
    }

    /** Nonce and request digest of a challenge. */
    static Bytes challenged(Message challenge) throws MalformedMessage {
        var issued = (Response.ChallengeIssued) ResponseCodec.read(challenge);
        return issued.nonce()
                .concat(ResponseCodec.digest(challenge).orElseThrow().value());
    }

    @Override
    public void close() {
        fixture.close();
    }
}
