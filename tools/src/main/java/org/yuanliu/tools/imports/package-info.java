/** Commands about import jobs. */
@NullMarked
package org.yuanliu.tools.imports;

import org.jspecify.annotations.NullMarked;
