/** Commands about templates: what comes with the product, what is published. */
@NullMarked
package org.yuanliu.tools.template;

import org.jspecify.annotations.NullMarked;
