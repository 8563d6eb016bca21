package org.yuanliu.node.handle;

import java.util.Optional;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Request;
import org.yuanliu.node.auth.Session;
import org.yuanliu.wire.Message;
import org.yuanliu.wire.RequestCodec;

/**
 * What waits for the answer to a challenge. That answer comes in an envelope which carries the challenge's id in the
 * place of the session's, and its reply carries the operation and session of the request here.
 *
 * @param message as it came: read once more when its turn comes, for as values it may weigh ten times as much
 * @param session under whose key the conversation is encrypted
 * @param authentic whether that session asked, and so may speak for whoever answers
 */
record Asked(Message message, Optional<Session> session, boolean authentic) {
    Request request() throws MalformedMessage {
        return RequestCodec.read(message);
    }

    int opCode() {
        return message.header().opCode();
    }

    int sessionId() {
        return message.envelope().sessionId();
    }
}
