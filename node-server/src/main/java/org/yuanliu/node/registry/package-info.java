/** Who may do what, and what is answered: the rules, once for all transports. */
@NullMarked
package org.yuanliu.node.registry;

import org.jspecify.annotations.NullMarked;
