package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.delivery.CloseReason;
import net.emotives.chatter.delivery.Hub;
import net.emotives.chatter.presence.Presence;
import net.emotives.chatter.tracing.Tracing;
import net.emotives.chatter.transport.Links;
import net.emotives.chatter.transport.websocket.FrameTooLarge;
import net.emotives.chatter.transport.websocket.WebSockets;
import net.emotives.chatter.users.User;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Opens version 2 connections, hands their frames on, and closes them. */
@Component
public class Version2Protocol {

    /** What a client offers in the handshake to speak it. */
    public static final String SUBPROTOCOL = "chatter.v2";

    private static final Logger log = LoggerFactory.getLogger(Version2Protocol.class);
    private static final String CONNECTION = "chatter.connection";

    private final WebSockets sockets;
    private final Links links;
    private final Hub hub;
    private final FrameReader reader;
    private final Welcome welcome;
    private final Requests requests;
    private final ProtocolProperties properties;
    private final ClientConnection.Shared shared;
    private final Tracing tracing;

    Version2Protocol(
            WebSockets sockets,
            Links links,
            Hub hub,
            Presence presence,
            FrameReader reader,
            FrameWriter words,
            Welcome welcome,
            Requests requests,
            ProtocolProperties properties,
            Tracing tracing) {
        this.sockets = sockets;
        this.links = links;
        this.hub = hub;
        this.reader = reader;
        this.welcome = welcome;
        this.requests = requests;
        this.properties = properties;
        this.tracing = tracing;
        this.shared =
                new ClientConnection.Shared(
                        words,
                        new PushEncoder(words, presence, true),
                        new PushEncoder(words, presence, false),
                        hub,
                        properties);
    }

    /** Takes an opened socket of the user. */
    public void open(WebSocketSession session, User user) {
        var connection =
                new ClientConnection(
                        user,
                        this.shared,
                        events -> this.sockets.add(SUBPROTOCOL, session, events));
        session.getAttributes().put(CONNECTION, connection);
        if (!this.hub.register(connection, user, true)) {
            // By then those of them that are dead are found.
            connection.refuse(CloseReason.TOO_MANY_CONNECTIONS, this.links.lostAfter());
            return;
        }
        try {
            this.welcome.greet(connection);
        } catch (DataAccessException | TransactionException away) {
            log.atDebug().setCause(away).log("A connection could not be greeted");
            connection.close(CloseReason.INTERNAL);
            return;
        }
        // A client that does not ask for anything only listens.
        CompletableFuture.delayedExecutor(
                        this.properties.resumeWait().toMillis(),
                        TimeUnit.MILLISECONDS,
                        Thread::startVirtualThread)
                .execute(connection.gate()::openUnlessResuming);
        if (this.links.isDraining()) {
            // It came between the look at the handshake and the closing of all that were open.
            connection.retire(CloseReason.GOING_AWAY);
        }
    }

    /** Takes what the container read of it. */
    public void read(WebSocketSession session, WebSocketMessage<?> piece)
            throws InterruptedException {
        var connection = connectionOf(session);
        try {
            var frame = connection.socket().receive(piece);
            if (frame.isPresent() && !connection.isRetiring()) {
                try (var _ = this.tracing.frame(SUBPROTOCOL)) {
                    read(connection, frame.get());
                }
            }
        } catch (FrameTooLarge tooLarge) {
            connection.close(CloseReason.TOO_LARGE);
        }
    }

    private void read(ClientConnection connection, String text) throws InterruptedException {
        Request request;
        try {
            request = this.reader.read(text);
        } catch (BadRequest bad) {
            this.requests.refuse(connection, bad);
            connection.link().countBadFrame();
            return;
        }
        this.requests.handle(connection, request);
    }

    /** The container says that the socket is gone. */
    public void closed(WebSocketSession session) {
        this.sockets.remove(connectionOf(session).socket());
    }

    private static ClientConnection connectionOf(WebSocketSession session) {
        return (ClientConnection) Objects.requireNonNull(session.getAttributes().get(CONNECTION));
    }
}
