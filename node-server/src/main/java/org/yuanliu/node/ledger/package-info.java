/** Commands, the one writer that applies them, and the log in front of it. */
@NullMarked
package org.yuanliu.node.ledger;

import org.jspecify.annotations.NullMarked;
