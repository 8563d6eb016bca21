/** Who is there: challenges, sessions, proofs and the callers they make. Decides identity, never rights. */
@NullMarked
package org.yuanliu.node.auth;

import org.jspecify.annotations.NullMarked;
