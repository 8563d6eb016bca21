/**
 * Records and elements as JSON, in the shape of wire reference, section 13: what the HTTP API speaks and what files of
 * one record a line hold. Reading accepts what the clients in use write and says of all else which field is wrong, what
 * was found and what is right; writing loses nothing. Pure functions: no socket, clock or store.
 */
@NullMarked
package org.yuanliu.json;

import org.jspecify.annotations.NullMarked;
