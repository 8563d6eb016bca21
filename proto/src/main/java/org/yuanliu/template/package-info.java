/**
 * Templates: what a class of products says about each batch, and whether a record says it. Fields with kinds, units and
 * ranges, the rule for identifiers, what a next version may change. Pure functions: no socket, clock or store.
 */
@NullMarked
package org.yuanliu.template;

import org.jspecify.annotations.NullMarked;
