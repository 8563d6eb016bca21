package org.yuanliu.node.grpc;

import io.grpc.ServerServiceDefinition;
import org.yuanliu.grpc.BatchResolveRequest;
import org.yuanliu.grpc.BatchResolveResponse;
import org.yuanliu.grpc.ResolveRequest;
import org.yuanliu.grpc.ResolverGrpc;
import org.yuanliu.model.Caller;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Request;
import org.yuanliu.node.auth.HeaderAuth;
import org.yuanliu.node.registry.Registry;
import org.yuanliu.protobuf.BadField;
import org.yuanliu.protobuf.ResolutionEncoder;

/** {@code yuanliu.v1.Resolver}. */
final class ResolverService {
    private final Registry registry;

    ResolverService(Registry registry) {
        this.registry = registry;
    }

    ServerServiceDefinition bind(HeaderAuth auth) {
        return new Service(ResolverGrpc.getServiceDescriptor())
                .addEncoded(
                        ResolverGrpc.getResolveMethod(),
                        ResolveRequest.getDefaultInstance(),
                        new Identified<>(auth, this::resolve))
                .add(
                        ResolverGrpc.getBatchResolveMethod(),
                        BatchResolveRequest.getDefaultInstance(),
                        new Identified<>(auth, this::batchResolve))
                .definition();
    }

    private void resolve(ResolveRequest request, Caller caller, Call<byte[]> call) throws BadField {
        var query = new Request.Resolve(
                call.about(Fields.identifier(request.getIdentifierBytes())),
                Fields.selection(request.getIndexesList(), request.getTypesList(), request.getIncludeHidden()));
        registry.answer(
                request.getRecursive() ? new Request.ResolveAnywhere(query, 0) : query,
                caller,
                call.expect(Outcome.Found.class, ResolutionEncoder::encode));
    }

    private void batchResolve(BatchResolveRequest request, Caller caller, Call<BatchResolveResponse> call)
            throws BadField {
        BatchResolution.of(request, registry, caller, call).start();
    }
}
