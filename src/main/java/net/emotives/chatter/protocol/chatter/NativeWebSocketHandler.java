package net.emotives.chatter.protocol.chatter;

import net.emotives.chatter.protocol.chatter.v1.Version1Protocol;
import net.emotives.chatter.protocol.chatter.v2.Version2Protocol;
import net.emotives.chatter.transport.Admission;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

import java.util.List;

/** The native socket: version 2 for clients that offer it, and version 1 for all others. */
@Component
class NativeWebSocketHandler implements WebSocketHandler, SubProtocolCapable {

    private static final Logger log = LoggerFactory.getLogger(NativeWebSocketHandler.class);

    private final Version1Protocol v1;
    private final Version2Protocol v2;
    private final Admission admission;

    NativeWebSocketHandler(Version1Protocol v1, Version2Protocol v2, Admission admission) {
        this.v1 = v1;
        this.v2 = v2;
        this.admission = admission;
    }

    @Override
    public List<String> getSubProtocols() {
        return List.of(Version2Protocol.SUBPROTOCOL);
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        this.admission.opened(TokenHandshake.addressOf(session));
        var user = TokenHandshake.userOf(session);
        if (isV2(session)) {
            this.v2.open(session, user);
        } else {
            this.v1.open(session, user);
        }
    }

    @Override
    public void handleMessage(WebSocketSession session, WebSocketMessage<?> piece)
            throws InterruptedException {
        if (isV2(session)) {
            this.v2.read(session, piece);
        } else {
            this.v1.read(session, piece);
        }
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable failure) {
        log.atDebug().setCause(failure).log("A socket failed");
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        this.admission.closed(TokenHandshake.addressOf(session));
        if (isV2(session)) {
            this.v2.closed(session);
        } else {
            this.v1.closed(session);
        }
    }

    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    private static boolean isV2(WebSocketSession session) {
        return Version2Protocol.SUBPROTOCOL.equals(session.getAcceptedProtocol());
    }
}
