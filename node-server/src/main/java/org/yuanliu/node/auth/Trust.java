package org.yuanliu.node.auth;

/** What the node has to tell a friend from a stranger, and to be told from one. */
public record Trust(NodeKey nodeKey, Proofs proofs, KeyExchange keyExchange, Sessions sessions) {}
