package net.emotives.chatter.membership;

import net.emotives.chatter.journal.DirectRoomRows;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.Rooms;
import net.emotives.chatter.users.UserId;

import org.springframework.stereotype.Component;

/** Finds the direct room of two users, and creates it when it is first needed. Thread-safe. */
@Component
public class DirectRooms {

    private static final String FIELD = "to";

    private final Rooms rooms;
    private final DirectRoomRows rows;

    DirectRooms(Rooms rooms, DirectRoomRows rows) {
        this.rooms = rooms;
        this.rows = rows;
    }

    /**
     * Returns the direct room of the user and the named one, created if it does not exist. Throws
     * {@link net.emotives.chatter.users.UnknownUser}, and {@link
     * net.emotives.chatter.rooms.OtherGroup} if the room does not exist and the two may not talk;
     * for an existing room {@link Rooms#barrier} tells whether they may.
     */
    public RoomId of(UserId from, String to) {
        var room = RoomId.direct(from, this.rooms.existing(from, to, FIELD));
        if (this.rooms.find(room).isEmpty()) {
            var _ = this.rooms.reachable(from, to, FIELD);
            this.rows.insert(room);
            var _ = this.rooms.find(room);
        }
        return room;
    }
}
