/** The Handle system over HTTP: its JSON API (wire reference, section 13) and the tunnel for its own protocol (12). */
@NullMarked
package org.yuanliu.node.http.handle;

import org.jspecify.annotations.NullMarked;
