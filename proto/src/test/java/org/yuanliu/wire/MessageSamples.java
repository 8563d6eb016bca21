package org.yuanliu.wire;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Page;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;
import org.yuanliu.model.Ttl;

/** Random messages of every kind; the same ones for the same seed. */
final class MessageSamples {
    private static final Page FIRST = Page.first(Page.MAX_LIMIT);

    private final Random random;

    MessageSamples(long seed) {
        random = new Random(seed);
    }

    /** One of each kind. */
    List<Request> requests() {
        return List.of(
                new Request.Resolve(identifier(), new Selection(integers(), some(this::type), random.nextBoolean())),
                new Request.GetSite(),
                new Request.ListIdentifiers(identifier(), FIRST),
                new Request.ListHomedPrefixes(FIRST),
                new Request.Create(identifier(), some(this::element), random.nextBoolean(), random.nextBoolean()),
                new Request.Delete(identifier()),
                new Request.AddElements(identifier(), some(this::element), random.nextBoolean()),
                new Request.RemoveElements(identifier(), integers()),
                new Request.ModifyElements(identifier(), some(this::element)),
                new Request.HomePrefix(identifier()),
                new Request.UnhomePrefix(identifier()),
                new Request.AnswerChallenge(text(), reference(), bytes()),
                new Request.VerifyAnswer(reference(), bytes(), bytes(), bytes()),
                new Request.SetUpSession(1, random.nextInt(), maybe(this::reference), bytes(), Optional.empty()),
                new Request.SetUpSession(2, 60, maybe(this::reference), Bytes.EMPTY, Optional.empty()),
                new Request.SetUpSession(3, 60, maybe(this::reference), Bytes.EMPTY, maybe(this::reference)),
                new Request.SetUpSession(4, 60, maybe(this::reference), bytes(), Optional.empty()),
                new Request.EndSession(),
                new Request.ExchangeKey(bytes()),
                new Request.Unknown(5000 + random.nextInt(99), bytes()));
    }

    /** One of each kind, with an operation it can answer. */
    List<Answer> responses() {
        return List.of(
                new Answer(Op.RESOLVE, new Response.Resolved(identifier(), elements())),
                new Answer(Op.GET_SITE, new Response.SiteData(bytes())),
                new Answer(Op.CREATE, new Response.Created(maybe(this::identifier))),
                new Answer(Op.DELETE, new Response.Empty()),
                new Answer(Op.LIST_IDENTIFIERS, new Response.Names(some(this::identifier))),
                new Answer(Op.MODIFY_ELEMENTS, new Response.ChallengeIssued(bytes())),
                new Answer(Op.VERIFY_ANSWER, new Response.Verified(random.nextBoolean())),
                new Answer(Op.SET_UP_SESSION, new Response.SessionReady(random.nextInt(5), bytes())),
                new Answer(Op.RESOLVE, new Response.Failure(100 + random.nextInt(3), text(), integers())),
                new Answer(Op.RESOLVE, new Response.Referral(302, Optional.of(identifier()), Elements.NONE)),
                new Answer(Op.CREATE, new Response.Referral(303, Optional.empty(), elements())),
                new Answer(Op.RETRIEVE_TRANSACTIONS, new Response.Other(bytes())));
    }

    record Answer(Op op, Response response) {}

    Envelope envelope() {
        return envelope(new ProtocolVersion(2 + random.nextInt(2), random.nextInt(12)));
    }

    /** Of a version in which every code means what it says. */
    Envelope envelopeOfResponse() {
        return envelope(new ProtocolVersion(2, 5 + random.nextInt(7)));
    }

    private Envelope envelope(ProtocolVersion version) {
        return new Envelope(version, ProtocolVersion.OWN, 0, random.nextInt(), random.nextInt(), 0, 0);
    }

    Header header() {
        int flags = random.nextInt() & ~OpFlags.REQUEST_DIGEST;
        return new Header(0, 0, flags, random.nextInt(0x10000), random.nextInt(11), random.nextInt(), 0);
    }

    Optional<RequestDigest> digest() {
        return maybe(() -> RequestDigest.of(RequestDigest.Algorithm.values()[random.nextInt(3)], bytes()));
    }

    Credential credential() {
        return new Credential(random.nextInt(), Credential.MAC, Credential.HMAC_SHA256, bytes());
    }

    private Elements elements() {
        return Elements.of(some(this::element));
    }

    private Element element() {
        return new Element(
                random.nextInt(),
                random.nextInt(),
                new Ttl(random.nextBoolean(), random.nextInt()),
                new Permissions(random.nextInt(16)),
                type(),
                bytes(),
                some(this::reference));
    }

    private Reference reference() {
        return new Reference(identifier(), random.nextInt(400));
    }

    private ElementType type() {
        return new ElementType(text());
    }

    private Identifier identifier() {
        String prefix = "88.118." + random.nextInt(100);
        return Identifier.known(random.nextInt(5) == 0 ? prefix : prefix + "/Coil-" + text() + "x");
    }

    private String text() {
        String alphabet = "aB7./-\u6e90\u6d41\u00e9\ufffd ";
        return IntStream.range(0, random.nextInt(12))
                .mapToObj(i -> alphabet.substring(i % 2, alphabet.length()))
                .map(rest -> String.valueOf(rest.charAt(random.nextInt(rest.length()))))
                .reduce("", String::concat);
    }

    private Bytes bytes() {
        byte[] bytes = new byte[random.nextInt(60)];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    private List<Integer> integers() {
        return some(random::nextInt);
    }

    private <T> List<T> some(Supplier<T> one) {
        return IntStream.range(0, random.nextInt(4)).mapToObj(i -> one.get()).toList();
    }

    private <T> Optional<T> maybe(Supplier<T> one) {
        return random.nextBoolean() ? Optional.of(one.get()) : Optional.empty();
    }
}
