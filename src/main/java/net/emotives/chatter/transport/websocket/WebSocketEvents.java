package net.emotives.chatter.transport.websocket;

import net.emotives.chatter.delivery.CloseReason;
import net.emotives.chatter.transport.LinkEvents;

import org.springframework.web.socket.CloseStatus;

/** Callbacks of a WebSocket link into its protocol. */
public interface WebSocketEvents extends LinkEvents {

    /** Returns the close status by which the protocol tells a reason. */
    CloseStatus status(CloseReason reason);
}
