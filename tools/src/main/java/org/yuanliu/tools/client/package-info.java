/** What commands need to ask a node: which one, as whom, and what the user typed, as values. */
@NullMarked
package org.yuanliu.tools.client;

import org.jspecify.annotations.NullMarked;
