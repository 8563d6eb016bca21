/** What all commands share: where they speak, in which language and form, and how they end. */
@NullMarked
package org.yuanliu.tools.console;

import org.jspecify.annotations.NullMarked;
