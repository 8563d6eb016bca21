/** Wires the node: configuration, start and shutdown. */
@NullMarked
package org.yuanliu.node;

import org.jspecify.annotations.NullMarked;
