/**
 * Loads, and the bare servers and stores they are compared with. All in one process with the bench, so the generator
 * shares the cores with what it measures.
 */
@NullMarked
package org.yuanliu.tools.bench.load;

import org.jspecify.annotations.NullMarked;
