package org.yuanliu.sdk.internal;

import org.yuanliu.protobuf.BadField;

/** Makes a value of the API from an answer. */
interface Reading<A, R> {
    R read(A answer) throws BadField;
}
