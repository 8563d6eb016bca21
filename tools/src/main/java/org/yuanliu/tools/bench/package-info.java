/**
 * How fast a node is on this machine, beside what the machine could do: loads, the bare servers they are compared with,
 * and the report. All in one process, so the generator shares the cores with what it measures.
 */
@NullMarked
package org.yuanliu.tools.bench;

import org.jspecify.annotations.NullMarked;
