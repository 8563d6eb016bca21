/** The gRPC services of {@code yuanliu.v1}: framing, limits and translation; the rules are the registry's. */
@NullMarked
package org.yuanliu.node.grpc;

import org.jspecify.annotations.NullMarked;
