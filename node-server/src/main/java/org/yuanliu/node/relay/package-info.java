/** Asks the nodes that prefixes are delegated to, for clients who want the answer rather than the way there. */
@NullMarked
package org.yuanliu.node.relay;

import org.jspecify.annotations.NullMarked;
