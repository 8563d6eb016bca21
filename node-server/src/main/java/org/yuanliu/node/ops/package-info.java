/** What the operator sees of a running node: log lines that cannot flood, counts of what went wrong, files safely on disk. */
@NullMarked
package org.yuanliu.node.ops;

import org.jspecify.annotations.NullMarked;
