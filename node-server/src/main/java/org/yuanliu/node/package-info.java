/** The node as a whole: configuration, its folder, and the one place that wires everything and closes it again. */
@NullMarked
package org.yuanliu.node;

import org.jspecify.annotations.NullMarked;
