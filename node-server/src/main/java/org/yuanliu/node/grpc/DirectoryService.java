package org.yuanliu.node.grpc;

import com.google.protobuf.ByteString;
import io.grpc.ServerServiceDefinition;
import java.util.Optional;
import java.util.OptionalLong;
import org.yuanliu.grpc.AddUserRequest;
import org.yuanliu.grpc.AdvanceEnterpriseRequest;
import org.yuanliu.grpc.AdvancePrefixRequest;
import org.yuanliu.grpc.DirectoryGrpc;
import org.yuanliu.grpc.ListEnterprisesRequest;
import org.yuanliu.grpc.ListEnterprisesResponse;
import org.yuanliu.grpc.ListUsersRequest;
import org.yuanliu.grpc.ListUsersResponse;
import org.yuanliu.grpc.PutEnterpriseRequest;
import org.yuanliu.grpc.RemoveUserRequest;
import org.yuanliu.grpc.SetQuotaRequest;
import org.yuanliu.grpc.SetUserKeyRequest;
import org.yuanliu.grpc.Written;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Caller;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.EnterpriseState;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.PrefixState;
import org.yuanliu.model.Request;
import org.yuanliu.model.UserName;
import org.yuanliu.node.auth.HeaderAuth;
import org.yuanliu.node.registry.Registry;
import org.yuanliu.protobuf.BadField;
import org.yuanliu.protobuf.DirectoryMessages;
import org.yuanliu.protobuf.ElementMessages;
import org.yuanliu.protobuf.RecordMessages;

/** {@code yuanliu.v1.Directory}. */
final class DirectoryService {
    private final Registry registry;

    DirectoryService(Registry registry) {
        this.registry = registry;
    }

    ServerServiceDefinition bind(HeaderAuth auth) {
        return new Service(DirectoryGrpc.getServiceDescriptor())
                .add(
                        DirectoryGrpc.getPutEnterpriseMethod(),
                        PutEnterpriseRequest.getDefaultInstance(),
                        new Identified<>(auth, this::putEnterprise))
                .add(
                        DirectoryGrpc.getAdvanceEnterpriseMethod(),
                        AdvanceEnterpriseRequest.getDefaultInstance(),
                        new Identified<>(auth, this::advanceEnterprise))
                .add(
                        DirectoryGrpc.getAdvancePrefixMethod(),
                        AdvancePrefixRequest.getDefaultInstance(),
                        new Identified<>(auth, this::advancePrefix))
                .add(
                        DirectoryGrpc.getSetQuotaMethod(),
                        SetQuotaRequest.getDefaultInstance(),
                        new Identified<>(auth, this::setQuota))
                .add(
                        DirectoryGrpc.getListEnterprisesMethod(),
                        ListEnterprisesRequest.getDefaultInstance(),
                        new Identified<>(auth, this::listEnterprises))
                .add(
                        DirectoryGrpc.getAddUserMethod(),
                        AddUserRequest.getDefaultInstance(),
                        new Identified<>(auth, this::addUser))
                .add(
                        DirectoryGrpc.getSetUserKeyMethod(),
                        SetUserKeyRequest.getDefaultInstance(),
                        new Identified<>(auth, this::setUserKey))
                .add(
                        DirectoryGrpc.getRemoveUserMethod(),
                        RemoveUserRequest.getDefaultInstance(),
                        new Identified<>(auth, this::removeUser))
                .add(
                        DirectoryGrpc.getListUsersMethod(),
                        ListUsersRequest.getDefaultInstance(),
                        new Identified<>(auth, this::listUsers))
                .definition();
    }

    private void putEnterprise(PutEnterpriseRequest request, Caller caller, Call<Written> call) throws BadField {
        var change = new Request.PutEnterprise(
                Fields.prefixRecord(request.getPrefixBytes()),
                DirectoryMessages.read(request.getEnterprise(), "enterprise"),
                request.getEnterprise().getContact(),
                Fields.reason(request.getReason()));
        submit(change, caller, request.getRequestId(), call);
    }

    private void advanceEnterprise(AdvanceEnterpriseRequest request, Caller caller, Call<Written> call)
            throws BadField {
        var change = new Request.AdvanceEnterprise(
                Fields.prefixRecord(request.getPrefixBytes()),
                DirectoryMessages.state(EnterpriseState.class, request.getState(), "state"),
                Fields.reason(request.getReason()));
        submit(change, caller, request.getRequestId(), call);
    }

    private void advancePrefix(AdvancePrefixRequest request, Caller caller, Call<Written> call) throws BadField {
        Bytes site = ElementMessages.bytes(request.getSite());
        var change = new Request.AdvancePrefix(
                Fields.prefixRecord(request.getPrefixBytes()),
                DirectoryMessages.state(PrefixState.class, request.getState(), "state"),
                site.isEmpty() ? Optional.empty() : Optional.of(site),
                Fields.reason(request.getReason()));
        submit(change, caller, request.getRequestId(), call);
    }

    private void setQuota(SetQuotaRequest request, Caller caller, Call<Written> call) throws BadField {
        if (request.getQuota() < 0) {
            throw new BadField("quota", Long.toUnsignedString(request.getQuota()) + " is above " + Long.MAX_VALUE);
        }
        var change = new Request.SetQuota(
                Fields.prefixRecord(request.getPrefixBytes()),
                request.hasQuota() ? OptionalLong.of(request.getQuota()) : OptionalLong.empty(),
                Fields.reason(request.getReason()));
        submit(change, caller, request.getRequestId(), call);
    }

    private void listEnterprises(ListEnterprisesRequest request, Caller caller, Call<ListEnterprisesResponse> call)
            throws BadField {
        Optional<EnterpriseState> state = request.getState().isEmpty()
                ? Optional.empty()
                : Optional.of(DirectoryMessages.state(EnterpriseState.class, request.getState(), "state"));
        registry.answer(
                new Request.ListEnterprises(state, Fields.page(request.getPage())),
                caller,
                call.expect(Outcome.Enterprises.class, DirectoryService::enterprises));
    }

    private static ListEnterprisesResponse enterprises(Outcome.Enterprises page) {
        var message = ListEnterprisesResponse.newBuilder().setNext(Fields.cursor(page.next()));
        page.enterprises().forEach(entry -> message.addEnterprises(DirectoryMessages.write(entry)));
        return message.build();
    }

    private void addUser(AddUserRequest request, Caller caller, Call<Written> call) throws BadField {
        var change = new Request.AddUser(
                user(Fields.prefixRecord(request.getPrefixBytes()), request.getApplication(), request.getName()),
                DirectoryMessages.role(request.getRole(), "role"),
                switch (request.getKeyCase()) {
                    case SECRET -> secret(request.getSecret());
                    case PUBLIC_KEY -> publicKey(request.getPublicKey());
                    case KEY_NOT_SET -> throw noKey();
                },
                Fields.reason(request.getReason()));
        submit(change, caller, request.getRequestId(), call);
    }

    private void setUserKey(SetUserKeyRequest request, Caller caller, Call<Written> call) throws BadField {
        var change = new Request.SetUserKey(
                user(Fields.prefixRecord(request.getPrefixBytes()), request.getApplication(), request.getName()),
                switch (request.getKeyCase()) {
                    case SECRET -> secret(request.getSecret());
                    case PUBLIC_KEY -> publicKey(request.getPublicKey());
                    case KEY_NOT_SET -> throw noKey();
                },
                Fields.reason(request.getReason()));
        submit(change, caller, request.getRequestId(), call);
    }

    private static Element secret(ByteString secret) {
        return Element.of(UserName.KEY_INDEX, ElementType.HS_SECKEY, ElementMessages.bytes(secret), Permissions.HIDDEN);
    }

    private static Element publicKey(ByteString key) {
        return Element.of(UserName.KEY_INDEX, ElementType.HS_PUBKEY, ElementMessages.bytes(key));
    }

    private static BadField noKey() {
        return new BadField("key", "it is missing; right is secret or public_key");
    }

    private void removeUser(RemoveUserRequest request, Caller caller, Call<Written> call) throws BadField {
        var change = new Request.RemoveUser(
                user(Fields.prefixRecord(request.getPrefixBytes()), request.getApplication(), request.getName()),
                Fields.reason(request.getReason()));
        submit(change, caller, request.getRequestId(), call);
    }

    private static Identifier user(Identifier prefixRecord, boolean application, String name) throws BadField {
        try {
            return new UserName(prefixRecord, application, name).identifier();
        } catch (MalformedMessage e) {
            throw new BadField("name", e);
        }
    }

    private void listUsers(ListUsersRequest request, Caller caller, Call<ListUsersResponse> call) throws BadField {
        var query = new Request.ListUsers(
                call.about(Fields.prefixRecord(request.getPrefixBytes())), Fields.page(request.getPage()));
        registry.answer(query, caller, call.expect(Outcome.Users.class, DirectoryService::users));
    }

    private static ListUsersResponse users(Outcome.Users page) {
        var message = ListUsersResponse.newBuilder().setNext(Fields.cursor(page.next()));
        page.users().forEach(entry -> message.addUsers(DirectoryMessages.write(entry)));
        return message.build();
    }

    private void submit(Request.Change change, Caller caller, String requestId, Call<Written> call) throws BadField {
        call.about(change.identifier());
        registry.submit(
                change, caller, Fields.requestId(requestId), call.expect(Outcome.Written.class, RecordMessages::write));
    }
}
