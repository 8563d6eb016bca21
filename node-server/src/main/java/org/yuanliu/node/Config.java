package org.yuanliu.node;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Everything a node can be told.
 *
 * @param data the node's folder, made by {@link Node#init}
 * @param bind address or host name to listen on; IPv6 without brackets
 * @param handlePort TCP and UDP port of the Handle protocol; 0 = any free one
 * @param httpPort port of HTTP; 0 = any free one
 * @param grpcPort port of gRPC; 0 = any free one
 * @param publicAddress address that clients elsewhere reach this node at, for its site information; the bound address if
 *     empty
 * @param cacheBytes memory for records in front of the store
 * @param tls certificate and key for HTTPS and gRPC over TLS; plain only if empty
 */
public record Config(
        Path data,
        String bind,
        int handlePort,
        int httpPort,
        int grpcPort,
        Optional<String> publicAddress,
        long cacheBytes,
        Optional<Tls> tls) {
    public static final int HANDLE_PORT = 2641;
    public static final int HTTP_PORT = 8000;
    public static final int GRPC_PORT = 8641;

    /** @throws ConfigError if a port is none */
    public Config {
        for (int port : new int[] {handlePort, httpPort, grpcPort}) {
            if (port < 0 || port > 0xFFFF) {
                throw new ConfigError("port " + port + " is wrong; right is 0..65535, 0 for any free one");
            }
        }
    }

    /** PEM files: certificate chain, and PKCS#8 key. */
    public record Tls(Path certificate, Path key) {}

    /** Standard ports on the loopback address. */
    public static Config of(Path data) {
        return new Config(
                data, "127.0.0.1", HANDLE_PORT, HTTP_PORT, GRPC_PORT, Optional.empty(), 256L << 20, Optional.empty());
    }

    /** Any free ports on the loopback address: for tests and trials. */
    public static Config anyPorts(Path data) {
        return of(data).withPorts(0, 0, 0);
    }

    public Config withPorts(int handle, int http, int grpc) {
        return new Config(data, bind, handle, http, grpc, publicAddress, cacheBytes, tls);
    }

    public Config withBind(String address) {
        return new Config(data, address, handlePort, httpPort, grpcPort, publicAddress, cacheBytes, tls);
    }

    public Config withPublicAddress(String address) {
        return new Config(data, bind, handlePort, httpPort, grpcPort, Optional.of(address), cacheBytes, tls);
    }

    public Config withTls(Tls files) {
        return new Config(data, bind, handlePort, httpPort, grpcPort, publicAddress, cacheBytes, Optional.of(files));
    }
}
