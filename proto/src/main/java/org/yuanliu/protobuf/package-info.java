/** Records and their parts as messages of {@code yuanliu.v1}: what a gRPC server and its client share. */
@NullMarked
package org.yuanliu.protobuf;

import org.jspecify.annotations.NullMarked;
