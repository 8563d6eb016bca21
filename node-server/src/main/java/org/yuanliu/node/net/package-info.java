/**
 * Carriers of the Handle protocol: TCP and UDP. They frame, bound and keep the order; what a message means is the
 * {@link org.yuanliu.node.handle.Door}'s business.
 */
@NullMarked
package org.yuanliu.node.net;

import org.jspecify.annotations.NullMarked;
