/**
 * The client of a Yuanliu node: {@link org.yuanliu.sdk.YuanliuClient} registers, resolves, changes and lists
 * identifiers, over gRPC. Values are those of {@code org.yuanliu.model}; what lies in {@code internal} is no API.
 */
@NullMarked
package org.yuanliu.sdk;

import org.jspecify.annotations.NullMarked;
