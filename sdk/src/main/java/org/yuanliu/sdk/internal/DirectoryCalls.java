package org.yuanliu.sdk.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
import org.yuanliu.model.ElementType;
import org.yuanliu.model.EnterpriseEntry;
import org.yuanliu.model.EnterpriseState;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Page;
import org.yuanliu.model.Request;
import org.yuanliu.model.State;
import org.yuanliu.model.UserEntry;
import org.yuanliu.model.UserName;
import org.yuanliu.protobuf.BadField;
import org.yuanliu.protobuf.DirectoryMessages;
import org.yuanliu.protobuf.ElementMessages;
import org.yuanliu.sdk.PageOf;

/** What can be asked of a node about enterprises and users, each as one call. Thread-safe. */
public final class DirectoryCalls {
    private final Calls calls;

    public DirectoryCalls(Calls calls) {
        this.calls = calls;
    }

    public CompletableFuture<Outcome.Written> putEnterprise(Request.PutEnterprise change, Options options) {
        String id = options.requestIdOrFresh();
        var request = PutEnterpriseRequest.newBuilder()
                .setPrefixBytes(ElementMessages.byteString(change.identifier().bytes()))
                .setEnterprise(DirectoryMessages.write(change.enterprise(), change.contact()))
                .setReason(change.reason())
                .setRequestId(id)
                .build();
        return calls.write(DirectoryGrpc.getPutEnterpriseMethod(), request, id, options.deadline());
    }

    public CompletableFuture<Outcome.Written> advance(Request.AdvanceEnterprise change, Options options) {
        String id = options.requestIdOrFresh();
        var request = AdvanceEnterpriseRequest.newBuilder()
                .setPrefixBytes(ElementMessages.byteString(change.identifier().bytes()))
                .setState(change.state().word())
                .setReason(change.reason())
                .setRequestId(id)
                .build();
        return calls.write(DirectoryGrpc.getAdvanceEnterpriseMethod(), request, id, options.deadline());
    }

    public CompletableFuture<Outcome.Written> advance(Request.AdvancePrefix change, Options options) {
        String id = options.requestIdOrFresh();
        var request = AdvancePrefixRequest.newBuilder()
                .setPrefixBytes(ElementMessages.byteString(change.identifier().bytes()))
                .setState(change.state().word())
                .setReason(change.reason())
                .setRequestId(id);
        change.site().map(ElementMessages::byteString).ifPresent(request::setSite);
        return calls.write(DirectoryGrpc.getAdvancePrefixMethod(), request.build(), id, options.deadline());
    }

    public CompletableFuture<Outcome.Written> setQuota(Request.SetQuota change, Options options) {
        String id = options.requestIdOrFresh();
        var request = SetQuotaRequest.newBuilder()
                .setPrefixBytes(ElementMessages.byteString(change.identifier().bytes()))
                .setReason(change.reason())
                .setRequestId(id);
        change.quota().ifPresent(request::setQuota);
        return calls.write(DirectoryGrpc.getSetQuotaMethod(), request.build(), id, options.deadline());
    }

    /** @param user the same as in the change, in its parts */
    public CompletableFuture<Outcome.Written> addUser(UserName user, Request.AddUser change, Options options) {
        String id = options.requestIdOrFresh();
        var request = AddUserRequest.newBuilder()
                .setPrefixBytes(ElementMessages.byteString(user.prefixRecord().bytes()))
                .setName(user.name())
                .setApplication(user.application())
                .setRole(change.role().word())
                .setReason(change.reason())
                .setRequestId(id);
        var key = ElementMessages.byteString(change.key().data());
        if (change.key().type().equals(ElementType.HS_SECKEY)) {
            request.setSecret(key);
        } else {
            request.setPublicKey(key);
        }
        return calls.write(DirectoryGrpc.getAddUserMethod(), request.build(), id, options.deadline());
    }

    public CompletableFuture<Outcome.Written> setUserKey(UserName user, Request.SetUserKey change, Options options) {
        String id = options.requestIdOrFresh();
        var request = SetUserKeyRequest.newBuilder()
                .setPrefixBytes(ElementMessages.byteString(user.prefixRecord().bytes()))
                .setName(user.name())
                .setApplication(user.application())
                .setReason(change.reason())
                .setRequestId(id);
        var key = ElementMessages.byteString(change.key().data());
        if (change.key().type().equals(ElementType.HS_SECKEY)) {
            request.setSecret(key);
        } else {
            request.setPublicKey(key);
        }
        return calls.write(DirectoryGrpc.getSetUserKeyMethod(), request.build(), id, options.deadline());
    }

    public CompletableFuture<Outcome.Written> removeUser(UserName user, String reason, Options options) {
        String id = options.requestIdOrFresh();
        var request = RemoveUserRequest.newBuilder()
                .setPrefixBytes(ElementMessages.byteString(user.prefixRecord().bytes()))
                .setName(user.name())
                .setApplication(user.application())
                .setReason(reason)
                .setRequestId(id)
                .build();
        return calls.write(DirectoryGrpc.getRemoveUserMethod(), request, id, options.deadline());
    }

    public CompletableFuture<PageOf<EnterpriseEntry>> enterprises(
            Optional<EnterpriseState> state, Page page, Options options) {
        var request = ListEnterprisesRequest.newBuilder()
                .setState(state.map(State::word).orElse(""))
                .setPage(Calls.message(page))
                .build();
        return calls.ask(DirectoryGrpc.getListEnterprisesMethod(), request, DirectoryCalls::enterprises, options);
    }

    public CompletableFuture<PageOf<UserEntry>> users(Identifier prefix, Page page, Options options) {
        var request = ListUsersRequest.newBuilder()
                .setPrefixBytes(ElementMessages.byteString(prefix.bytes()))
                .setPage(Calls.message(page))
                .build();
        return calls.ask(DirectoryGrpc.getListUsersMethod(), request, DirectoryCalls::users, options);
    }

    private static PageOf<EnterpriseEntry> enterprises(ListEnterprisesResponse answer) throws BadField {
        List<EnterpriseEntry> entries = new ArrayList<>(answer.getEnterprisesCount());
        for (int i = 0; i < answer.getEnterprisesCount(); i++) {
            entries.add(DirectoryMessages.read(answer.getEnterprises(i), "enterprises[" + i + "]"));
        }
        return new PageOf<>(entries, Calls.cursor(ElementMessages.bytes(answer.getNext())));
    }

    private static PageOf<UserEntry> users(ListUsersResponse answer) throws BadField {
        List<UserEntry> entries = new ArrayList<>(answer.getUsersCount());
        for (int i = 0; i < answer.getUsersCount(); i++) {
            entries.add(DirectoryMessages.read(answer.getUsers(i), "users[" + i + "]"));
        }
        return new PageOf<>(entries, Calls.cursor(ElementMessages.bytes(answer.getNext())));
    }
}
