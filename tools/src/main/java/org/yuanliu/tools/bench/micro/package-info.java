/** How long the small steps take of which a request is made: JMH benchmarks, and the command that runs them. */
@NullMarked
package org.yuanliu.tools.bench.micro;

import org.jspecify.annotations.NullMarked;
