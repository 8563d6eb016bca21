/** The client API. */
@NullMarked
package org.yuanliu.sdk;

import org.jspecify.annotations.NullMarked;
