/**
 * Where bytes live: families, keys, batches and the contract that each store keeps. Knows nothing of rules; what the
 * bytes mean is written in {@code docs/storage.md}.
 */
@NullMarked
package org.yuanliu.node.store;

import org.jspecify.annotations.NullMarked;
