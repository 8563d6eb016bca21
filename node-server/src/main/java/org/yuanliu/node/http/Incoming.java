package org.yuanliu.node.http;

import io.netty.handler.codec.http.HttpRequest;

/** A request whose head is here and accepted, while its body arrives and until it is answered. */
record Incoming(HttpRequest head, Target target, Route route, Body body) {}
