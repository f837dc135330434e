package net.emotives.chatter.membership;

import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.Committed;
import net.emotives.chatter.journal.Journal;
import net.emotives.chatter.journal.NotAllowed;
import net.emotives.chatter.journal.RoomAlreadyExists;
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
 * Door to create rooms, join, leave, invite and remove. Each call queues a change of the {@link
 * Journal}, and its answer comes as the journal says.
 */
@Component
public class Memberships {

    private final Rooms rooms;
    private final Members members;
    private final RoomQuota quota;
    private final Journal journal;

    Memberships(Rooms rooms, Members members, RoomQuota quota, Journal journal) {
        this.rooms = rooms;
        this.members = members;
        this.quota = quota;
        this.journal = journal;
    }

    /**
     * Creates a room with an owner and first members. The answer has the last sequence of it, and
     * fails with {@link RoomAlreadyExists}. Throws {@link net.emotives.chatter.rooms.TooManyRooms}.
     */
    public CompletableFuture<Committed> create(
            RoomId id, NewRoom described, UserId owner, List<UserId> members) {
        this.quota.take(Set.of(owner), "room");
        this.quota.take(members, "members");
        return this.journal.submit(new Change.Opening(described.as(id), owner, members));
    }

    /**
     * Joins a public room; a user that is a member already gets the sequence at which it joined.
     * Throws {@link RoomNotFound}, {@link net.emotives.chatter.rooms.OtherGroup} and {@link
     * net.emotives.chatter.rooms.TooManyRooms}.
     */
    public CompletableFuture<Committed> join(RoomId room, UserId user) {
        var _ = many(user, room);
        return joining(room, user, user, "room");
    }

    /** Leaves a room. If the owner leaves, the member that joined first becomes the owner. */
    public CompletableFuture<Committed> leave(RoomId room, UserId user) {
        var _ = many(user, room);
        return this.journal.submit(new Change.Leaving(room, user, user));
    }

    /**
     * Adds a user to a room; {@code by} must be a member. Throws {@link UnknownUser}, {@link
     * net.emotives.chatter.rooms.OtherGroup}, {@link net.emotives.chatter.rooms.InviteNotAllowed}
     * and {@link net.emotives.chatter.rooms.TooManyRooms}.
     */
    public CompletableFuture<Committed> invite(RoomId room, UserId by, String username) {
        var _ = many(by, room);
        var user = this.rooms.invitable(by, List.of(username), "username").getFirst();
        return joining(room, by, user, "username");
    }

    private CompletableFuture<Committed> joining(
            RoomId room, UserId by, UserId user, String field) {
        try {
            this.quota.take(Set.of(user), field);
        } catch (TooManyRooms full) {
            // A retry is answered, as the user is there already.
            if (this.members.find(room, user).isEmpty()) {
                throw full;
            }
        }
        return this.journal.submit(new Change.Joining(room, by, user));
    }

    /** Removes a member; for the owner. */
    public CompletableFuture<Committed> remove(RoomId room, UserId by, String username) {
        var _ = many(by, room);
        var named =
                UserId.of(by.realm(), username)
                        .orElseThrow(() -> new UnknownUser(username, "username"));
        return this.journal.submit(new Change.Leaving(room, by, named));
    }

    private Room many(UserId user, RoomId id) {
        var room = this.rooms.seenBy(user, id);
        if (room.visibility() == Visibility.DIRECT) {
            throw new NotAllowed("Nobody comes to the room of two, and nobody goes.", "room");
        }
        return room;
    }
}
