package net.emotives.chatter.protocol.chatter.v1;

import net.emotives.chatter.database.Overloaded;
import net.emotives.chatter.delivery.CloseReason;
import net.emotives.chatter.delivery.Connection;
import net.emotives.chatter.delivery.ConnectionId;
import net.emotives.chatter.delivery.Encoder;
import net.emotives.chatter.delivery.Frame;
import net.emotives.chatter.delivery.Hub;
import net.emotives.chatter.delivery.Push;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.messages.Receipt;
import net.emotives.chatter.messages.Receipts;
import net.emotives.chatter.protocol.chatter.ChatterErrors;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.transport.Link;
import net.emotives.chatter.transport.websocket.WebSocketEvents;
import net.emotives.chatter.transport.websocket.WebSocketLink;
import net.emotives.chatter.users.User;
import net.emotives.chatter.users.UserId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A version 1 connection. Such a client acknowledges nothing: that it got a message shows when it
 * answers a ping which went out behind it.
 */
final class ClientConnection implements Connection, WebSocketEvents {

    private static final Logger log = LoggerFactory.getLogger(ClientConnection.class);

    private final ConnectionId id = ConnectionId.next();
    private final User user;
    private final Codec codec;
    private final Receipts receipts;
    private final Hub hub;
    private final WebSocketLink socket;
    private final Link link;

    /**
     * Up to where each room was pushed, before the newest ping and since; most connections need
     * neither map.
     */
    private Map<RoomId, Long> pinged = Map.of();

    private Map<RoomId, Long> pushed = Map.of();

    ClientConnection(
            User user,
            Codec codec,
            Receipts receipts,
            Hub hub,
            Function<WebSocketEvents, WebSocketLink> opening) {
        this.user = user;
        this.codec = codec;
        this.receipts = receipts;
        this.hub = hub;
        this.socket = opening.apply(this);
        this.link = this.socket.link();
    }

    WebSocketLink socket() {
        return this.socket;
    }

    Link link() {
        return this.link;
    }

    @Override
    public ConnectionId id() {
        return this.id;
    }

    @Override
    public Optional<UserId> user() {
        return Optional.of(this.user.id());
    }

    @Override
    public Encoder encoder(Push push) {
        return this.codec;
    }

    @Override
    public void push(Push push, Frame frame) {
        this.link.send(frame);
        if (push instanceof Push.OfRoom(RoomEvent.Sent(var message))
                && message.room().counterpart(message.sender()).equals(this.user.id())) {
            sent(message.room(), message.sequence());
            this.link.pingForReceipt();
        }
    }

    @Override
    public Optional<Duration> silence() {
        return this.link.silence();
    }

    @Override
    public void close(CloseReason reason) {
        this.link.close(reason);
    }

    void error(Throwable failure) {
        this.link.send(this.codec.error(ChatterErrors.socketError(failure)));
    }

    @Override
    public void closing() {
        this.hub.unregister(this);
    }

    @Override
    public void retire(CloseReason reason) {
        close(reason);
    }

    @Override
    public CloseStatus status(CloseReason reason) {
        return switch (reason) {
            case SLOW_CONSUMER,
                    HEARTBEAT_LOST,
                    TOO_OLD,
                    TOO_MANY_CONNECTIONS,
                    BAD_FRAMES,
                    SUSPENDED ->
                    CloseStatus.POLICY_VIOLATION.withReason(reason.slug());
            case TOO_LARGE -> CloseStatus.TOO_BIG_TO_PROCESS.withReason(reason.slug());
            case OVERLOADED -> CloseStatus.SERVICE_OVERLOAD.withReason(reason.slug());
            case GOING_AWAY -> CloseStatus.SERVICE_RESTARTED.withReason(reason.slug());
            case INTERNAL -> CloseStatus.SERVER_ERROR.withReason(reason.slug());
        };
    }

    private synchronized void sent(RoomId room, long sequence) {
        if (this.pushed.isEmpty()) {
            this.pushed = new HashMap<>(2);
        }
        this.pushed.put(room, sequence);
    }

    @Override
    public synchronized void pinging() {
        if (this.pinged.isEmpty()) {
            this.pinged = this.pushed;
        } else {
            this.pinged.putAll(this.pushed);
        }
        this.pushed = Map.of();
    }

    @Override
    public void ponged() {
        try {
            // Where they cannot be kept, it counts as not delivered.
            for (var receipt : arrived()) {
                var _ = this.receipts.acknowledge(receipt);
            }
        } catch (Overloaded overloaded) {
            log.atDebug().setCause(overloaded).log("Receipts were not kept");
        }
    }

    private synchronized List<Receipt> arrived() {
        var arrived =
                this.pinged.entrySet().stream()
                        .map(entry ->
                                Receipt.delivered(entry.getKey(), this.user.id(), entry.getValue()))
                        .toList();
        this.pinged = Map.of();
        return arrived;
    }
}
