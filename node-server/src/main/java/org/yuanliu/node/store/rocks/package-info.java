/** The store on disk: RocksDB, and nothing of it outside of this package. */
@NullMarked
package org.yuanliu.node.store.rocks;

import org.jspecify.annotations.NullMarked;
