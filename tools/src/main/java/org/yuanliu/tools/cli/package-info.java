/** The command line, one class per command. */
@NullMarked
package org.yuanliu.tools.cli;

import org.jspecify.annotations.NullMarked;
