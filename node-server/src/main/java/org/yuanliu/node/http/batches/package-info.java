/** {@code /v1/batches}: many records in one HTTP request, as JSON Lines. */
@NullMarked
package org.yuanliu.node.http.batches;

import org.jspecify.annotations.NullMarked;
