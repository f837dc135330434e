package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.database.Overloaded;
import net.emotives.chatter.delivery.CloseReason;
import net.emotives.chatter.delivery.Connection;
import net.emotives.chatter.delivery.ConnectionId;
import net.emotives.chatter.delivery.Encoder;
import net.emotives.chatter.delivery.Frame;
import net.emotives.chatter.delivery.Hub;
import net.emotives.chatter.delivery.Push;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.transport.Link;
import net.emotives.chatter.transport.websocket.WebSocketEvents;
import net.emotives.chatter.transport.websocket.WebSocketLink;
import net.emotives.chatter.users.User;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;

import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** A version 2 connection. */
final class ClientConnection implements Connection, WebSocketEvents, PushGate.Way {

    /** Parts that all connections share. */
    record Shared(
            FrameWriter words,
            Encoder own,
            Encoder others,
            Hub hub,
            ProtocolProperties properties) {}

    private final ConnectionId id = ConnectionId.next();
    private final User user;
    private final Shared shared;
    private final WebSocketLink socket;
    private final Link link;
    private final Replies replies;
    private final PushGate gate;
    private final Set<UserId> watched = new HashSet<>(2);
    private @Nullable ResumeRound round;
    private volatile boolean retiring;
    private boolean asked;

    ClientConnection(User user, Shared shared, Function<WebSocketEvents, WebSocketLink> opening) {
        this.user = user;
        this.shared = shared;
        this.socket = opening.apply(this);
        this.link = this.socket.link();
        this.replies = new Replies(shared.properties().pipeline(), this.link::reply);
        this.gate = new PushGate(this.link.queueLimit(), this);
    }

    WebSocketLink socket() {
        return this.socket;
    }

    Link link() {
        return this.link;
    }

    Replies replies() {
        return this.replies;
    }

    PushGate gate() {
        return this.gate;
    }

    User owner() {
        return this.user;
    }

    UserId userId() {
        return this.user.id();
    }

    /** Whom it watches; for the one thread that reads it. */
    Set<UserId> watched() {
        return this.watched;
    }

    /** Whether this is its first request; for the one thread that reads it. */
    boolean isFirstRequest() {
        var first = !this.asked;
        this.asked = true;
        return first;
    }

    /** Bytes of an answer to a resume, so that what follows has room, too. */
    long resumeLimit() {
        return Math.min(
                this.shared.properties().resumeLimit().toBytes(), this.link.queueLimit() / 2);
    }

    /** The resume round that is under way; for the one thread that reads it. */
    @Nullable ResumeRound round() {
        return this.round;
    }

    /** The same, where one is. */
    ResumeRound resuming() {
        return Objects.requireNonNull(this.round);
    }

    void round(@Nullable ResumeRound round) {
        this.round = round;
    }

    /** Sends what the gate held back, as there is room for it, and opens the gate. Blocks. */
    void release() throws InterruptedException {
        var frame = this.gate.next();
        while (frame != null && this.link.sendPatiently(frame)) {
            frame = this.gate.next();
        }
    }

    /** It goes, and what it still asks for is not done. */
    boolean isRetiring() {
        return this.retiring;
    }

    void send(ObjectNode frame) {
        this.link.send(this.shared.words().written(frame));
    }

    /** Waits until there is room in the heap for a long answer; throws {@link Overloaded}. */
    void awaitMemory() {
        try {
            if (this.link.awaitMemory()) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw Overloaded.byReads();
    }

    /**
     * Returns the push of an event for this client, whose visible history begins at that sequence;
     * empty if the event is not pushed to it.
     */
    Optional<Frame> encoded(RoomEvent event, long visibleFrom) {
        var push = Push.of(event, visibleFrom);
        return Optional.ofNullable(encoder(push).encode(push));
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
        return isOwn(push) ? this.shared.own() : this.shared.others();
    }

    private boolean isOwn(Push push) {
        return switch (push) {
            case Push.OfRoom(RoomEvent.Sent(var message)) ->
                    message.sender().equals(this.user.id());
            case Push.Concealed(RoomEvent.Sent(var message)) ->
                    message.sender().equals(this.user.id());
            default -> false;
        };
    }

    @Override
    public void push(Push push, Frame frame) {
        this.gate.push(push, frame);
    }

    @Override
    public void send(Frame frame) {
        this.link.send(frame);
    }

    @Override
    public void overflow() {
        close(CloseReason.SLOW_CONSUMER);
    }

    @Override
    public Optional<Duration> silence() {
        return this.link.silence();
    }

    @Override
    public void close(CloseReason reason) {
        this.link.close(reason);
    }

    @Override
    public void retire(CloseReason reason) {
        this.retiring = true;
        this.replies.whenAnswered(() -> {
            send(goodbye(reason));
            close(reason);
        });
    }

    /** Sends it away before it began; it may come back after that time. */
    void refuse(CloseReason reason, Duration after) {
        send(goodbye(reason, after.toMillis() + spread()));
        close(reason);
    }

    private ObjectNode goodbye(CloseReason reason) {
        return goodbye(reason, reason == CloseReason.GOING_AWAY ? spread() : 0);
    }

    private long spread() {
        var spread = this.shared.properties().reconnectSpread().toMillis();
        return ThreadLocalRandom.current().nextLong(spread + 1);
    }

    private ObjectNode goodbye(CloseReason reason, long wait) {
        return this.shared
                .words()
                .frame("goodbye")
                .put("reason", reason.slug())
                .put("reconnect_after", wait / 1000.0);
    }

    @Override
    public void closing() {
        this.shared.hub().unregister(this);
    }

    @Override
    public void pinging() {
        // What such a client got it says itself.
    }

    @Override
    public void ponged() {
        // What such a client got it says itself.
    }

    @Override
    public CloseStatus status(CloseReason reason) {
        var code =
                switch (reason) {
                    case SLOW_CONSUMER -> 4000;
                    case HEARTBEAT_LOST -> 4001;
                    case TOO_OLD -> 4002;
                    case SUSPENDED -> 4003;
                    case TOO_MANY_CONNECTIONS -> 4004;
                    case BAD_FRAMES -> CloseStatus.POLICY_VIOLATION.getCode();
                    case TOO_LARGE -> CloseStatus.TOO_BIG_TO_PROCESS.getCode();
                    case OVERLOADED -> CloseStatus.SERVICE_OVERLOAD.getCode();
                    case GOING_AWAY -> CloseStatus.SERVICE_RESTARTED.getCode();
                    case INTERNAL -> CloseStatus.SERVER_ERROR.getCode();
                };
        return new CloseStatus(code, reason.slug());
    }
}
