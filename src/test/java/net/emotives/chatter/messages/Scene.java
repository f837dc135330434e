package net.emotives.chatter.messages;

import net.emotives.chatter.journal.Committed;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.journal.Replay;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.membership.DirectRooms;
import net.emotives.chatter.membership.Memberships;
import net.emotives.chatter.rooms.NewRoom;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.Visibility;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Short words for what people do on a node. Each waits for the answer, and throws the refusal. */
public record Scene(Node node) {

    public Messages messages() {
        return this.node.get(Messages.class);
    }

    public Memberships memberships() {
        return this.node.get(Memberships.class);
    }

    public UserId user(String name) {
        return this.node.user(name);
    }

    /** The direct room of two. */
    public RoomId direct(UserId one, UserId other) {
        return this.node.get(DirectRooms.class).of(one, other.name());
    }

    /** A new room of many. */
    public RoomId room(Visibility visibility, UserId owner, UserId... members) {
        return room(visibility, false, owner, members);
    }

    public RoomId room(
            Visibility visibility, boolean hideHistory, UserId owner, UserId... members) {
        var id = RoomId.next();
        var described =
                new NewRoom("a room", visibility, null, new UserGroup("group"), hideHistory);
        now(memberships().create(id, described, owner, List.of(members)));
        return id;
    }

    public Committed say(RoomId room, UserId user, String text) {
        return say(room, user, null, text);
    }

    public Committed say(RoomId room, UserId user, @Nullable String clientId, String text) {
        return now(messages().send(draft(room, user, clientId, text)));
    }

    public static Draft draft(RoomId room, UserId user, @Nullable String clientId, String text) {
        return new Draft(room, user, clientId, text, null, null);
    }

    public Committed edit(
            RoomId room, UserId user, @Nullable String clientId, long message, String text) {
        return now(messages().edit(room, user, clientId, message, text));
    }

    public Committed delete(RoomId room, UserId user, @Nullable String clientId, long message) {
        return now(messages().delete(room, user, clientId, message));
    }

    public Committed react(RoomId room, UserId user, long message, String reaction, boolean given) {
        return now(messages().react(room, user, message, reaction, given));
    }

    public Committed join(RoomId room, UserId user) {
        return now(memberships().join(room, user));
    }

    public Committed leave(RoomId room, UserId user) {
        return now(memberships().leave(room, user));
    }

    public Committed invite(RoomId room, UserId by, UserId user) {
        return now(memberships().invite(room, by, user.value()));
    }

    public Committed remove(RoomId room, UserId by, UserId user) {
        return now(memberships().remove(room, by, user.value()));
    }

    public void acknowledge(Receipt receipt) {
        now(this.node.get(Receipts.class).acknowledge(receipt));
    }

    /** How the room stands for the user. */
    public RoomState state(RoomId room, UserId user) {
        return this.node.get(RoomStates.class).of(user, room).orElseThrow();
    }

    /** All that happened in the room, read again. */
    public List<RoomEvent> log(RoomId room) {
        return this.node.get(Replay.class).piece(room, 0, Long.MAX_VALUE, 100_000_000).events();
    }

    /** The answer, however long that takes within reason; refusals are thrown. */
    public static <T> T now(CompletableFuture<T> answer) {
        try {
            return answer.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new AssertionError(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        } catch (TimeoutException silence) {
            throw new AssertionError("no answer", silence);
        }
    }
}
