/** What the operator sees of a running node: log lines that cannot flood, and counts of what went wrong. */
@NullMarked
package org.yuanliu.node.ops;

import org.jspecify.annotations.NullMarked;
