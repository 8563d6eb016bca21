package org.yuanliu.node.handle;

import java.util.Optional;
import org.yuanliu.model.Request;
import org.yuanliu.node.auth.Session;

/**
 * What waits for the answer to a challenge. That answer comes in an envelope which carries the challenge's id in the
 * place of the session's, and its reply carries the operation and session of the request here.
 *
 * @param session under whose key the conversation is encrypted
 * @param authentic whether that session asked, and so may speak for whoever answers
 */
record Asked(Request request, int opCode, int sessionId, Optional<Session> session, boolean authentic) {}
