package net.emotives.chatter.messages;

import net.emotives.chatter.rooms.Members;
import net.emotives.chatter.rooms.NewRoom;
import net.emotives.chatter.rooms.Room;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.RoomNotFound;
import net.emotives.chatter.rooms.RoomQuota;
import net.emotives.chatter.rooms.Rooms;
import net.emotives.chatter.rooms.TooManyRooms;
import net.emotives.chatter.rooms.Visibility;
import net.emotives.chatter.users.UnknownUser;
import net.emotives.chatter.users.UserId;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Makes rooms of many, and lets people come and go: as changes of the room's log, written as {@link
 * Messages} are, with the same answers.
 */
@Component
public class Memberships {

    private final Rooms rooms;
    private final Members members;
    private final RoomQuota quota;
    private final MessageWriter writer;

    Memberships(Rooms rooms, Members members, RoomQuota quota, MessageWriter writer) {
        this.rooms = rooms;
        this.members = members;
        this.quota = quota;
        this.writer = writer;
    }

    /**
     * Makes a room with an owner and first members; the answer carries the last sequence of it, and
     * fails with {@link RoomAlreadyExists}. Throws {@link net.emotives.chatter.rooms.TooManyRooms}.
     */
    public CompletableFuture<Numbered> create(
            RoomId id, NewRoom described, UserId owner, List<UserId> members) {
        this.quota.take(Set.of(owner), "room");
        this.quota.take(members, "members");
        return this.writer.submit(new Change.Opening(described.as(id), owner, members));
    }

    /**
     * Joins a public room; a user that is a member already gets the sequence at which it joined.
     * Throws {@link RoomNotFound}, {@link net.emotives.chatter.rooms.OtherGroup} and {@link
     * net.emotives.chatter.rooms.TooManyRooms}.
     */
    public CompletableFuture<Numbered> join(RoomId room, UserId user) {
        var _ = many(user, room);
        return joining(room, user, user, "room");
    }

    /** Goes; an owner leaves the room to the member who came first. */
    public CompletableFuture<Numbered> leave(RoomId room, UserId user) {
        var _ = many(user, room);
        return this.writer.submit(new Change.Leaving(room, user, user));
    }

    /**
     * Adds a user to a room; {@code by} must be a member. Throws {@link UnknownUser}, {@link
     * net.emotives.chatter.rooms.OtherGroup}, {@link net.emotives.chatter.rooms.InviteNotAllowed}
     * and {@link net.emotives.chatter.rooms.TooManyRooms}.
     */
    public CompletableFuture<Numbered> invite(RoomId room, UserId by, String username) {
        var _ = many(by, room);
        var user = this.rooms.invitable(by, List.of(username), "username").getFirst();
        return joining(room, by, user, "username");
    }

    private CompletableFuture<Numbered> joining(RoomId room, UserId by, UserId user, String field) {
        try {
            this.quota.take(Set.of(user), field);
        } catch (TooManyRooms full) {
            // A retry is answered, as the user is there already.
            if (this.members.find(room, user).isEmpty()) {
                throw full;
            }
        }
        return this.writer.submit(new Change.Joining(room, by, user));
    }

    /** Sends somebody away; for the owner. */
    public CompletableFuture<Numbered> remove(RoomId room, UserId by, String username) {
        var _ = many(by, room);
        var named = UserId.of(username).orElseThrow(() -> new UnknownUser(username, "username"));
        return this.writer.submit(new Change.Leaving(room, by, named));
    }

    private Room many(UserId user, RoomId id) {
        var room = this.rooms.seenBy(user, id);
        if (room.visibility() == Visibility.DIRECT) {
            throw new NotAllowed("Nobody comes to the room of two, and nobody goes.", "room");
        }
        return room;
    }
}
