package org.yuanliu.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.yuanliu.node.jobs.JobLimits;
import org.yuanliu.node.loops.TlsFiles;
import org.yuanliu.node.net.UdpLimits;

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
 * @param udpAmplification bytes that may leave over UDP for each byte of a request, 2 to 1000; larger answers are for TCP
 * @param drain how long requests under way may take to be answered once the node is to stop, at most an hour
 * @param imports what import jobs may cost
 */
public record Config(
        Path data,
        String bind,
        int handlePort,
        int httpPort,
        int grpcPort,
        Optional<String> publicAddress,
        long cacheBytes,
        Optional<TlsFiles> tls,
        int udpAmplification,
        Duration drain,
        JobLimits imports) {
    public static final int HANDLE_PORT = 2641;
    public static final int HTTP_PORT = 8000;
    public static final int GRPC_PORT = 8641;
    public static final Duration DRAIN = Duration.ofSeconds(10);

    private static final Duration LONGEST_DRAIN = Duration.ofHours(1);

    /** @throws ConfigError if a number is out of range */
    public Config {
        for (int port : new int[] {handlePort, httpPort, grpcPort}) {
            if (port < 0 || port > 0xFFFF) {
                throw new ConfigError("port " + port + " is wrong; right is 0..65535, 0 for any free one");
            }
        }
        if (udpAmplification < 2 || udpAmplification > 1000) {
            throw new ConfigError("UDP amplification " + udpAmplification + " is wrong; right is 2..1000");
        }
        if (drain.isNegative() || drain.compareTo(LONGEST_DRAIN) > 0) {
            throw new ConfigError("drain of " + drain.toSeconds() + " s is wrong; right is 0..3600");
        }
    }

    /** Standard ports on the loopback address. */
    public static Config of(Path data) {
        return new Config(
                data,
                "127.0.0.1",
                HANDLE_PORT,
                HTTP_PORT,
                GRPC_PORT,
                Optional.empty(),
                256L << 20,
                Optional.empty(),
                UdpLimits.AMPLIFICATION,
                DRAIN,
                JobLimits.DEFAULT);
    }

    /** Any free ports on the loopback address: for tests and trials. */
    public static Config anyPorts(Path data) {
        return of(data).withPorts(0, 0, 0);
    }

    public Config withPorts(int handle, int http, int grpc) {
        return new Config(
                data, bind, handle, http, grpc, publicAddress, cacheBytes, tls, udpAmplification, drain, imports);
    }

    public Config withBind(String address) {
        return new Config(
                data,
                address,
                handlePort,
                httpPort,
                grpcPort,
                publicAddress,
                cacheBytes,
                tls,
                udpAmplification,
                drain,
                imports);
    }

    public Config withPublicAddress(String address) {
        Optional<String> given = Optional.of(address);
        return new Config(
                data, bind, handlePort, httpPort, grpcPort, given, cacheBytes, tls, udpAmplification, drain, imports);
    }

    /** PEM files: certificate chain, and PKCS#8 key. */
    public Config withTls(Path certificates, Path key) {
        Optional<TlsFiles> given = Optional.of(new TlsFiles(certificates, key));
        return new Config(
                data,
                bind,
                handlePort,
                httpPort,
                grpcPort,
                publicAddress,
                cacheBytes,
                given,
                udpAmplification,
                drain,
                imports);
    }

    public Config withUdpAmplification(int factor) {
        return new Config(
                data, bind, handlePort, httpPort, grpcPort, publicAddress, cacheBytes, tls, factor, drain, imports);
    }

    public Config withImports(JobLimits limits) {
        return new Config(
                data,
                bind,
                handlePort,
                httpPort,
                grpcPort,
                publicAddress,
                cacheBytes,
                tls,
                udpAmplification,
                drain,
                limits);
    }

    public Config withDrain(Duration time) {
        return new Config(
                data,
                bind,
                handlePort,
                httpPort,
                grpcPort,
                publicAddress,
                cacheBytes,
                tls,
                udpAmplification,
                time,
                imports);
    }
}
