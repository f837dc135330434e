package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.membership.DirectRooms;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.RoomNotFound;
import net.emotives.chatter.rooms.Rooms;
import net.emotives.chatter.users.UserId;

import org.springframework.stereotype.Component;

/** Finds the rooms that frames name. */
@Component
class RoomResolver {

    private static final int SHOWN = 100;

    private final Rooms rooms;
    private final DirectRooms directRooms;

    RoomResolver(Rooms rooms, DirectRooms directRooms) {
        this.rooms = rooms;
        this.directRooms = directRooms;
    }

    /** A room of that name; throws {@link RoomNotFound} where there is none. */
    RoomId there(String name) {
        var room = named(name);
        if (this.rooms.find(room).isEmpty()) {
            throw new RoomNotFound(room);
        }
        return room;
    }

    /** Returns the id if there can be such a room; throws {@link RoomNotFound}. */
    RoomId named(String name) {
        return RoomId.of(name)
                .orElseThrow(() ->
                        new RoomNotFound(
                                name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "…"));
    }

    /** The room, or the direct room with somebody, which is opened for the first word. */
    RoomId opened(UserId user, ClientFrame.Place place) {
        return place.to() == null
                ? there(String.valueOf(place.room()))
                : this.directRooms.of(user, place.to());
    }

    /** The room, or the direct room with somebody, which may not be there yet. */
    RoomId looked(UserId user, ClientFrame.Place place) {
        return place.to() == null
                ? there(String.valueOf(place.room()))
                : this.rooms.pair(user, place.to());
    }
}
