package org.yuanliu.node.loops;

import java.nio.file.Path;

/**
 * What a door needs to speak TLS, in PEM.
 *
 * @param certificates the server's certificate first, then those above it
 * @param key its private key in PKCS #8
 */
public record TlsFiles(Path certificates, Path key) {}
