/** The threads and system calls behind all sockets, shared by the transports, which do not know each other. */
@NullMarked
package org.yuanliu.node.loops;

import org.jspecify.annotations.NullMarked;
