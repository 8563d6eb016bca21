/** Files of batches: one line, one record. */
@NullMarked
package org.yuanliu.tools.files;

import org.jspecify.annotations.NullMarked;
