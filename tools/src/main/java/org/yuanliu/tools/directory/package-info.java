/** The commands about enterprises, their prefixes and their users. */
@NullMarked
package org.yuanliu.tools.directory;

import org.jspecify.annotations.NullMarked;
