/**
 * The wire codec: bytes to model and back, without sockets, clocks or stores. Everything here is immutable and
 * thread-safe but {@link org.yuanliu.wire.WireReader}, {@link org.yuanliu.wire.WireWriter} and {@link
 * org.yuanliu.wire.FragmentAssembly}.
 *
 * <p>A server's round: {@link org.yuanliu.wire.MessageCodec#read} gives a {@link org.yuanliu.wire.Message}, {@link
 * org.yuanliu.wire.RequestCodec#read} its request; {@link org.yuanliu.wire.ResponseFrame#to} and {@link
 * org.yuanliu.wire.ResponseCodec#write} make the answer, whose {@link org.yuanliu.wire.Message#bytes()} go out.
 */
@NullMarked
package org.yuanliu.wire;

import org.jspecify.annotations.NullMarked;
