package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.database.Overloaded;
import net.emotives.chatter.delivery.CloseReason;
import net.emotives.chatter.delivery.Frame;
import net.emotives.chatter.kernel.AwayLog;
import net.emotives.chatter.kernel.RateLimiter;
import net.emotives.chatter.membership.MembershipRequests;
import net.emotives.chatter.protocol.chatter.Timestamps;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Does what the requests of a connection ask for, in their order. Changes that only need their
 * place in the writer's order follow each other without waiting; everything else is done when all
 * before it is, and before anything after it is begun, so that it sees what was done and is seen.
 * For the one thread that reads a connection; waits.
 */
@Component
class Requests {

    private static final Logger log = LoggerFactory.getLogger(Requests.class);

    private final MessageRequests speech;
    private final RoomRequests rooms;
    private final JoinableRooms joinable;
    private final HistoryRequests history;
    private final PresenceRequests presence;
    private final Resume resume;
    private final MembershipRequests memberships;
    private final RoomResolver places;
    private final FrameWriter words;
    private final Errors errors;
    private final Clock clock;
    private final RateLimiter<UserId> rates;

    Requests(
            MessageRequests speech,
            RoomRequests rooms,
            JoinableRooms joinable,
            HistoryRequests history,
            PresenceRequests presence,
            Resume resume,
            MembershipRequests memberships,
            RoomResolver places,
            FrameWriter words,
            Errors errors,
            ProtocolProperties properties,
            Clock clock) {
        this.speech = speech;
        this.rooms = rooms;
        this.joinable = joinable;
        this.history = history;
        this.presence = presence;
        this.resume = resume;
        this.memberships = memberships;
        this.places = places;
        this.words = words;
        this.errors = errors;
        this.clock = clock;
        this.rates = new RateLimiter<>(properties.requestRate());
    }

    void handle(ClientConnection connection, Request request) throws InterruptedException {
        // So a client that asks for much is waited for, and not closed for what it asked.
        var _ = connection.link().awaitRoom();
        if (connection.isFirstRequest() && !(request.frame() instanceof ClientFrame.Resume)) {
            connection.gate().openUnlessResuming();
        }
        if (request.frame() instanceof ClientFrame.Resume frame) {
            resume(connection, request.id(), frame);
            return;
        }
        var inOrder = isInOrder(request.frame());
        if (!inOrder) {
            connection.replies().await();
        }
        var answer = answered(request.id(), () -> ask(connection, request.frame()));
        connection.replies().add(answer);
        if (!inOrder) {
            connection.replies().await();
        }
    }

    /** A frame that could not be understood is answered in its turn, too. */
    void refuse(ClientConnection connection, BadRequest bad) throws InterruptedException {
        var _ = connection.link().awaitRoom();
        connection
                .replies()
                .add(CompletableFuture.completedFuture(this.errors.frame(bad.id(), bad)));
    }

    private static boolean isInOrder(ClientFrame frame) {
        return switch (frame) {
            case ClientFrame.Send _,
                    ClientFrame.Edit _,
                    ClientFrame.Delete _,
                    ClientFrame.React _,
                    ClientFrame.Acknowledge _,
                    ClientFrame.Typing _,
                    ClientFrame.Ping _ ->
                    true;
            case ClientFrame.History _,
                    ClientFrame.Rooms _,
                    ClientFrame.Joinable _,
                    ClientFrame.CreateRoom _,
                    ClientFrame.Join _,
                    ClientFrame.Leave _,
                    ClientFrame.Invite _,
                    ClientFrame.Remove _,
                    ClientFrame.Members _,
                    ClientFrame.Watch _,
                    ClientFrame.Resume _ ->
                    false;
        };
    }

    private CompletableFuture<ObjectNode> ask(ClientConnection connection, ClientFrame frame) {
        var user = connection.userId();
        return switch (frame) {
            case ClientFrame.Send send -> this.speech.send(user, send);
            case ClientFrame.Edit edit -> this.speech.edit(user, edit);
            case ClientFrame.Delete delete -> this.speech.delete(user, delete);
            case ClientFrame.React react -> this.speech.react(user, react);
            case ClientFrame.Acknowledge receipt -> this.speech.acknowledge(user, receipt);
            case ClientFrame.Ping _ -> now(this::time);
            case ClientFrame.Typing typing ->
                    limited(user, () -> this.presence.typing(user, typing));
            case ClientFrame.History page ->
                    limited(user, () -> this.history.page(connection, page));
            case ClientFrame.Rooms page -> limited(user, () -> this.rooms.list(connection, page));
            case ClientFrame.Joinable page ->
                    limited(user, () -> this.joinable.page(connection, page));
            case ClientFrame.Members page ->
                    limited(user, () -> this.rooms.members(connection, page));
            case ClientFrame.Watch watch ->
                    limited(user, () -> this.presence.watch(connection, watch));
            case ClientFrame.CreateRoom room -> {
                this.rates.acquire(user);
                yield this.rooms.create(connection.owner(), room);
            }
            case ClientFrame.Join(var room) -> {
                this.rates.acquire(user);
                yield this.speech.changed(
                        this.memberships.join(user.caller(), this.places.named(room), user));
            }
            case ClientFrame.Leave(var room) -> {
                this.rates.acquire(user);
                yield this.speech.changed(
                        this.memberships.leave(user.caller(), this.places.named(room), user));
            }
            case ClientFrame.Invite(var room, var username) -> {
                this.rates.acquire(user);
                yield this.speech.changed(
                        this.memberships.invite(
                                user.caller(), this.places.named(room), user, username));
            }
            case ClientFrame.Remove(var room, var username) -> {
                this.rates.acquire(user);
                yield this.speech.changed(
                        this.memberships.remove(
                                user.caller(), this.places.named(room), user, username));
            }
            case ClientFrame.Resume _ ->
                    throw new IllegalArgumentException("is answered elsewhere");
        };
    }

    private ObjectNode time() {
        return this.words.object().put("time", Timestamps.of(this.clock.instant()));
    }

    private CompletableFuture<ObjectNode> limited(UserId user, Supplier<ObjectNode> request) {
        this.rates.acquire(user);
        return now(request);
    }

    private static CompletableFuture<ObjectNode> now(Supplier<ObjectNode> request) {
        return CompletableFuture.completedFuture(request.get());
    }

    private void resume(ClientConnection connection, @Nullable String id, ClientFrame.Resume page)
            throws InterruptedException {
        connection.replies().await();
        ResumeReader.Reading reading;
        try {
            this.resume.begin(connection, page);
            this.rates.acquire(connection.userId());
            reading = this.resume.read(connection, page);
        } catch (RuntimeException refusal) {
            // The round stays as it is: the client asks for the page again.
            send(connection, answered(id, () -> CompletableFuture.failedFuture(refusal)));
            return;
        }
        try {
            var plan = this.resume.plan(connection, page, reading);
            send(connection, CompletableFuture.completedFuture(ok(id, plan.answer())));
            this.resume.send(connection, plan);
        } catch (Overloaded full) {
            log.atDebug().setCause(full).log("A resume has to wait");
            connection.close(CloseReason.OVERLOADED);
        } catch (RuntimeException failure) {
            // The replay cannot be sent; the client reconnects and resumes.
            log.atLevel(AwayLog.isDatabaseAway(failure) ? Level.DEBUG : Level.WARN)
                    .setCause(failure)
                    .log("A resume broke off");
            connection.close(CloseReason.INTERNAL);
        }
    }

    private static void send(ClientConnection connection, CompletableFuture<@Nullable Frame> answer)
            throws InterruptedException {
        connection.replies().add(answer);
    }

    private CompletableFuture<@Nullable Frame> answered(
            @Nullable String id, Supplier<CompletableFuture<ObjectNode>> request) {
        CompletableFuture<ObjectNode> answer;
        try {
            answer = request.get();
        } catch (RuntimeException refusal) {
            answer = CompletableFuture.failedFuture(refusal);
        }
        return answer.handle(
                (ok, failure) -> failure == null ? ok(id, ok) : this.errors.frame(id, failure));
    }

    private @Nullable Frame ok(@Nullable String id, ObjectNode body) {
        if (id == null) {
            return null;
        }
        var frame = this.words.frame("ok").put("id", id);
        frame.setAll(body);
        return this.words.written(frame);
    }
}
