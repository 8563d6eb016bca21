/** The wire codec: bytes to model and back, without sockets, clocks or stores. */
@NullMarked
package org.yuanliu.wire;

import org.jspecify.annotations.NullMarked;
