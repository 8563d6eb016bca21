/** Mill certificates as JSON (EN 10168, CoA, Metals), turned into registrations through the matching pack. */
@NullMarked
package org.yuanliu.tools.certificates;

import org.jspecify.annotations.NullMarked;
