package org.yuanliu.node.interop;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.handle.hdllib.AbstractMessage;
import net.handle.hdllib.AbstractRequest;
import net.handle.hdllib.AbstractResponse;
import net.handle.hdllib.AdminRecord;
import net.handle.hdllib.AuthenticationInfo;
import net.handle.hdllib.ClientSessionTracker;
import net.handle.hdllib.ClientSideSessionInfo;
import net.handle.hdllib.Common;
import net.handle.hdllib.Encoder;
import net.handle.hdllib.GenericRequest;
import net.handle.hdllib.GetSiteInfoResponse;
import net.handle.hdllib.HandleException;
import net.handle.hdllib.HandleResolver;
import net.handle.hdllib.HandleValue;
import net.handle.hdllib.Interface;
import net.handle.hdllib.ResolutionRequest;
import net.handle.hdllib.ResolutionResponse;
import net.handle.hdllib.ServerInfo;
import net.handle.hdllib.SessionSetupInfo;
import net.handle.hdllib.SimpleConfiguration;
import net.handle.hdllib.SiteInfo;

/**
 * The reference client 9.3.0, held to one node: it learns the node's site information from the node and talks to nobody
 * else. Writes nothing outside {@code scratch}.
 */
final class ReferenceClient {
    /** What the client can speak over; names for the test reports. */
    enum Over {
        TCP(Interface.SP_HDL_TCP),
        UDP(Interface.SP_HDL_UDP),
        HTTP(Interface.SP_HDL_HTTP);

        private final int protocol;

        Over(int protocol) {
            this.protocol = protocol;
        }
    }

    /** Never looks for news of the global root. */
    private static final class Offline extends SimpleConfiguration {
        @Override
        public boolean isAutoUpdateRootInfo() {
            return false;
        }
    }

    private final HandleResolver resolver;
    private final SiteInfo site;

    /** A client that answers a challenge for each request, without sessions. */
    ReferenceClient(Path scratch, InetSocketAddress node) throws HandleException {
        System.setProperty("net.handle.configDir", scratch.toString());
        resolver = new HandleResolver();
        resolver.setConfiguration(new Offline());
        resolver.setSessionTracker(null);
        resolver.setTcpTimeout(20_000);
        site = askForSite(node);
    }

    private SiteInfo askForSite(InetSocketAddress node) throws HandleException {
        AbstractRequest request = new GenericRequest(Common.BLANK_HANDLE, AbstractMessage.OC_GET_SITE_INFO, null);
        AbstractResponse answer = resolver.sendHdlTcpRequest(request, node.getAddress(), node.getPort());
        return ((GetSiteInfoResponse) answer).siteInfo;
    }

    SiteInfo site() {
        return site;
    }

    /** From now on requests of administrators go through a Diffie-Hellman session. */
    ReferenceClient inSessions(boolean encrypted, boolean certified) {
        SessionSetupInfo setUp = new SessionSetupInfo();
        setUp.encrypted = encrypted;
        setUp.authenticated = certified;
        resolver.setSessionTracker(new ClientSessionTracker(setUp));
        return this;
    }

    /** From now on requests of {@code whose} go through this session. */
    ReferenceClient in(ClientSideSessionInfo session, AuthenticationInfo whose) {
        ClientSessionTracker tracker = new ClientSessionTracker();
        tracker.putSession(session, server(), whose);
        resolver.setSessionTracker(tracker);
        return this;
    }

    /** Sessions that the client holds open. */
    int sessions() {
        return resolver.getSessionTracker().getAllSessions().length;
    }

    AbstractResponse send(AbstractRequest request, Over over) throws HandleException {
        return resolver.sendRequestToSite(request, site, over.protocol);
    }

    /** Sends as the client does if nobody interferes: over UDP first, and otherwise over TCP. */
    AbstractResponse send(AbstractRequest request) throws HandleException {
        resolver.setPreferredProtocols(new int[] {Over.UDP.protocol, Over.TCP.protocol});
        return resolver.sendRequestToSite(request, site);
    }

    /** Sends under the session id that the request has; {@link #send} takes it away outside of a session. */
    AbstractResponse sendAsIs(AbstractRequest request, Over over) throws HandleException {
        Interface door = server().interfaceWithProtocol(over.protocol, request);
        return resolver.sendRequestToInterface(request, server(), door);
    }

    ServerInfo server() {
        return site.servers[0];
    }

    /** The response code. */
    int code(AbstractRequest request, Over over) throws HandleException {
        return send(request, over).responseCode;
    }

    /** All answers to a request that is answered in several messages. */
    List<AbstractResponse> sendForAll(AbstractRequest request, Over over) throws HandleException {
        List<AbstractResponse> answers = new ArrayList<>();
        resolver.sendRequestToSite(request, site, over.protocol, answers::add);
        return answers;
    }

    /** What everyone may read. */
    HandleValue[] resolve(String identifier, Over over) throws HandleException {
        AbstractResponse answer = send(new ResolutionRequest(bytes(identifier), null, null, null), over);
        if (answer instanceof ResolutionResponse found) {
            return found.getHandleValues();
        }
        throw new AssertionError(identifier + ": " + answer);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static HandleValue url(int index, String address) {
        return new HandleValue(index, "URL", address);
    }

    /** An HS_ADMIN element with all rights. */
    static HandleValue admin(int index, int keyIndex, String keyIdentifier) {
        AdminRecord all = new AdminRecord(
                bytes(keyIdentifier), keyIndex, true, true, true, true, true, true, true, true, true, true, true, true);
        return new HandleValue(index, Common.ADMIN_TYPE, Encoder.encodeAdminRecord(all));
    }

    /** The element, readable by administrators only. */
    static HandleValue hidden(HandleValue value) {
        value.setAnyoneCanRead(false);
        return value;
    }
}
