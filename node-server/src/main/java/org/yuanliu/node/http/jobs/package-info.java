/** {@code /v1/jobs}: import jobs. */
@NullMarked
package org.yuanliu.node.http.jobs;

import org.jspecify.annotations.NullMarked;
