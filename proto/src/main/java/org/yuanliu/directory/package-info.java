/** Enterprises and prefixes as elements of prefix records, and what follows from them for everything under the prefix. */
@NullMarked
package org.yuanliu.directory;

import org.jspecify.annotations.NullMarked;
