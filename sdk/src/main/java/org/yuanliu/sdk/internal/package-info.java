/** How the client speaks gRPC. No API: may change without notice. */
@NullMarked
package org.yuanliu.sdk.internal;

import org.jspecify.annotations.NullMarked;
