package net.emotives.chatter.protocol.chatter.v1;

import net.emotives.chatter.delivery.CloseReason;
import net.emotives.chatter.delivery.Hub;
import net.emotives.chatter.delivery.Topic;
import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.messages.Receipts;
import net.emotives.chatter.protocol.chatter.BadFrame;
import net.emotives.chatter.tracing.Tracing;
import net.emotives.chatter.transport.Links;
import net.emotives.chatter.transport.websocket.FrameTooLarge;
import net.emotives.chatter.transport.websocket.WebSockets;
import net.emotives.chatter.users.User;

import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

import java.util.Objects;

/** Opens version 1 connections, hands their frames on, and closes them. */
@Component
public class Version1Protocol {

    /** What it is called where protocols are counted; on the wire it has no name. */
    static final String PROTOCOL = "version-1";

    private static final String CONNECTION = "chatter.connection";

    private final WebSockets sockets;
    private final Links links;
    private final Hub hub;
    private final Codec codec;
    private final MessageRequests speech;
    private final Receipts receipts;
    private final Tracing tracing;

    Version1Protocol(
            WebSockets sockets,
            Links links,
            Hub hub,
            Codec codec,
            MessageRequests speech,
            Receipts receipts,
            Tracing tracing) {
        this.sockets = sockets;
        this.links = links;
        this.hub = hub;
        this.codec = codec;
        this.speech = speech;
        this.receipts = receipts;
        this.tracing = tracing;
    }

    /** Takes an opened socket of the user. */
    public void open(WebSocketSession session, User user) {
        var connection =
                new ClientConnection(
                        user,
                        this.codec,
                        this.receipts,
                        this.hub,
                        events -> this.sockets.add(PROTOCOL, session, events));
        session.getAttributes().put(CONNECTION, connection);
        if (!this.hub.register(connection, user, false)) {
            connection.close(CloseReason.TOO_MANY_CONNECTIONS);
        } else if (this.links.isDraining()) {
            // It came between the look at the handshake and the closing of all that were open.
            connection.close(CloseReason.GOING_AWAY);
        } else {
            this.hub.subscribe(connection, new Topic.OfGroup(user.group()));
        }
    }

    /** Takes what the container read of it. */
    public void read(WebSocketSession session, WebSocketMessage<?> piece) {
        var connection = connectionOf(session);
        try {
            connection.socket().receive(piece).ifPresent(frame -> read(connection, frame));
        } catch (FrameTooLarge tooLarge) {
            connection.close(CloseReason.TOO_LARGE);
        }
    }

    private void read(ClientConnection connection, String text) {
        var user = connection.user().orElseThrow();
        try (var _ = this.tracing.frame(PROTOCOL)) {
            var answer =
                    switch (this.codec.decode(text)) {
                        case ClientFrame.Send send -> this.speech.say(user, send);
                    };
            var _ =
                    answer.exceptionally(failure -> {
                        connection.error(failure);
                        return null;
                    });
        } catch (BadFrame bad) {
            connection.error(bad);
            connection.link().countBadFrame();
        } catch (ChatterException | DataAccessException | TransactionException refusal) {
            connection.error(refusal);
        }
    }

    /** The container says that the socket is gone. */
    public void closed(WebSocketSession session) {
        this.sockets.remove(connectionOf(session).socket());
    }

    private static ClientConnection connectionOf(WebSocketSession session) {
        return (ClientConnection) Objects.requireNonNull(session.getAttributes().get(CONNECTION));
    }
}
