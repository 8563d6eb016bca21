/**
 * The Handle protocol's conversation over any carrier: envelopes in, envelopes out; digests, challenges, sessions,
 * certified answers and continued lists. Knows no socket.
 */
@NullMarked
package org.yuanliu.node.handle;

import org.jspecify.annotations.NullMarked;
