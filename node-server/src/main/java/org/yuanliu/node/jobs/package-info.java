/** Import jobs: files of registrations that are kept on disk and worked through one after the other. */
@NullMarked
package org.yuanliu.node.jobs;

import org.jspecify.annotations.NullMarked;
