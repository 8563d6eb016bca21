package org.yuanliu.node.handle;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Enterprise;
import org.yuanliu.model.EnterpriseState;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.PrefixState;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;
import org.yuanliu.model.SiteInfo;
import org.yuanliu.node.auth.NodeKey;
import org.yuanliu.node.registry.RegistryFixture;
import org.yuanliu.wire.OpFlags;
import org.yuanliu.wire.Response;
import org.yuanliu.wire.ResponseCodec;
import org.yuanliu.wire.SiteCodec;

/** What the Handle door says of a prefix that was hosted here, and is delegated now, and of one that is suspended. */
class ReferralTest {
    private static NodeKey nodeKey;

    private final DoorPeer peer = new DoorPeer(nodeKey, nodeKey, Runnable::run);

    @BeforeAll
    static void makeKey() {
        nodeKey = NodeKey.generate(new SecureRandom());
    }

    @BeforeEach
    void describe() {
        change(new Request.PutEnterprise(RegistryFixture.STEEL_PREFIX, Enterprise.draft("x"), "", ""));
    }

    @AfterEach
    void close() {
        peer.close();
        RegistryFixture.assertSound(peer.fixture.store);
    }

    @Test
    void delegatedIdentifierIsReferredToItsSite() throws Exception {
        delegate();

        Response.Referral own = (Response.Referral) resolve("88.118.8/X", 0);
        Response.Referral derived = (Response.Referral) resolve("88.118.8.1/X", 0);
        Response.Referral record = (Response.Referral) resolve("0.NA/88.118.8.1", 0);

        assertThat(own.code()).isEqualTo(302);
        assertThat(own.elements().list()).extracting(Element::type).containsExactly(ElementType.HS_SITE);
        assertThat(derived.code()).isEqualTo(303);
        assertThat(record.code()).isEqualTo(303);
        assertThat(resolve("88.118.8", 0)).isInstanceOf(Response.Resolved.class);
    }

    @Test
    void whoWantsNoReferralHearsThatItIsNotHere() throws Exception {
        delegate();

        assertThat(((Response.Failure) resolve("88.118.8/X", OpFlags.DO_NOT_REFER)).code())
                .isEqualTo(301);
        assertThat(((Response.Failure) resolve("88.119/X", 0)).code()).isEqualTo(301);
    }

    @Test
    void suspendedEnterpriseIsToldBeforeAnyChallenge() throws Exception {
        change(new Request.AdvanceEnterprise(RegistryFixture.STEEL_PREFIX, EnterpriseState.SUSPENDED, ""));

        var refusal = (Response.Failure)
                peer.ask(new Request.Create(Identifier.known("88.118.8/X"), List.of(), false, false));
        var operators = peer.ask(
                new Request.AddElements(RegistryFixture.STEEL_PREFIX, List.of(Element.of(9, "URL", "x")), false));

        assertThat(refusal.code()).isEqualTo(401);
        assertThat(refusal.message()).contains("88.118.8", "suspended");
        assertThat(operators).isInstanceOf(Response.ChallengeIssued.class);
    }

    @Test
    void operatorResumesItByModifyAndEnterpriseDoesNot() throws Exception {
        change(new Request.AdvanceEnterprise(RegistryFixture.STEEL_PREFIX, EnterpriseState.SUSPENDED, ""));
        var free = new Request.ModifyElements(
                RegistryFixture.STEEL_PREFIX,
                List.of(org.yuanliu.directory.DirectoryElements.write(
                        Enterprise.draft("x").in(EnterpriseState.APPROVED))));

        var challenge = peer.send(peer.request(free));
        var refused = (Response.Failure) ResponseCodec.read(peer.send(peer.signed(challenge)));
        change(free);

        assertThat(refused.code()).isEqualTo(401);
        assertThat(refused.message()).contains("suspended");
        assertThat(((Response.Failure) resolve("88.118.8/X", 0)).code()).isEqualTo(100);
    }

    private void delegate() {
        var tcp = new SiteInfo.Interface(true, true, SiteInfo.Transport.TCP, 2641);
        var server = new SiteInfo.Server(1, InetAddress.getLoopbackAddress(), Bytes.EMPTY, List.of(tcp));
        var site = new SiteInfo(1, 2, 11, 1, true, false, 2, Bytes.EMPTY, List.of(), List.of(server));
        change(new Request.AdvancePrefix(
                RegistryFixture.STEEL_PREFIX, PrefixState.DELEGATED, Optional.of(SiteCodec.write(site)), ""));
    }

    private Response resolve(String identifier, int flags) throws Exception {
        var question = new Request.Resolve(Identifier.known(identifier), Selection.PUBLIC);
        return ResponseCodec.read(peer.send(peer.request(question, DoorPeer.FLAGS | flags)));
    }

    private void change(Request.Change change) {
        assertThat(peer.fixture.change(change, RegistryFixture.OPERATOR)).isInstanceOf(Outcome.Written.class);
    }
}
