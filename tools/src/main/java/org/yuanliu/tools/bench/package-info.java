/** How fast a node is on this machine, beside what the machine could do: nodes, trials in turns, goals, the report. */
@NullMarked
package org.yuanliu.tools.bench;

import org.jspecify.annotations.NullMarked;
