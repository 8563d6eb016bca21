/** Identifiers, elements, requests and outcomes: the values everything else speaks in. */
@NullMarked
package org.yuanliu.model;

import org.jspecify.annotations.NullMarked;
