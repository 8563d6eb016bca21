/**
 * The values everything else speaks in: identifiers, elements, requests, outcomes and the error catalogue. Immutable,
 * free of sockets, clocks and stores; the JDK is all they need.
 */
@NullMarked
package org.yuanliu.model;

import org.jspecify.annotations.NullMarked;
