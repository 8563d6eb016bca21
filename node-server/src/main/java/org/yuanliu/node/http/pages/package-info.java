/** What people see in a browser: redirects to where an identifier points, and its elements as a page (section 14). */
@NullMarked
package org.yuanliu.node.http.pages;

import org.jspecify.annotations.NullMarked;
