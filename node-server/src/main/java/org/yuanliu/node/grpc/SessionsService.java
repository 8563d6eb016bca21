package org.yuanliu.node.grpc;

import io.grpc.ServerServiceDefinition;
import org.yuanliu.grpc.CloseSessionRequest;
import org.yuanliu.grpc.CloseSessionResponse;
import org.yuanliu.grpc.OpenSessionRequest;
import org.yuanliu.grpc.Session;
import org.yuanliu.grpc.SessionsGrpc;
import org.yuanliu.grpc.WhoAmIRequest;
import org.yuanliu.grpc.WhoAmIResponse;
import org.yuanliu.model.Caller;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.node.auth.HeaderAuth;
import org.yuanliu.protobuf.ElementMessages;

/** {@code yuanliu.v1.Sessions}. */
final class SessionsService {
    private final HeaderAuth auth;

    SessionsService(HeaderAuth auth) {
        this.auth = auth;
    }

    ServerServiceDefinition bind() {
        return new Service(SessionsGrpc.getServiceDescriptor())
                .add(SessionsGrpc.getOpenMethod(), OpenSessionRequest.getDefaultInstance(), this::open)
                .add(
                        SessionsGrpc.getWhoAmIMethod(),
                        WhoAmIRequest.getDefaultInstance(),
                        new Identified<>(auth, SessionsService::whoAmI))
                .add(SessionsGrpc.getCloseMethod(), CloseSessionRequest.getDefaultInstance(), this::close)
                .definition();
    }

    private void open(OpenSessionRequest request, Call<Session> call) {
        if (!call.trustedLine()) {
            call.refuse(Problem.of(Reason.NOT_SUPPORTED, "a session over a line without TLS"));
            return;
        }
        var opened = auth.open();
        call.answer(Session.newBuilder()
                .setSessionId(opened.sessionId())
                .setNonce(ElementMessages.byteString(opened.nonce()))
                .build());
    }

    private static void whoAmI(WhoAmIRequest request, Caller caller, Call<WhoAmIResponse> call) {
        caller.identity()
                .ifPresentOrElse(
                        identity -> call.answer(WhoAmIResponse.newBuilder()
                                .setIdentity(ElementMessages.write(identity))
                                .build()),
                        () -> call.refuse(Problem.of(Reason.AUTHENTICATION_NEEDED)));
    }

    private void close(CloseSessionRequest request, Call<CloseSessionResponse> call) {
        if (auth.close(call.authorization())) {
            call.answer(CloseSessionResponse.getDefaultInstance());
        } else {
            call.refuse(Problem.of(Reason.SESSION_TIMEOUT));
        }
    }
}
