/**
 * HTTP and HTTPS on one port: connections, limits, routing, and nothing else. What is served is in the sub-packages, one
 * for each family of addresses; each hands its {@link org.yuanliu.node.http.Route routes} to the server.
 */
@NullMarked
package org.yuanliu.node.http;

import org.jspecify.annotations.NullMarked;
