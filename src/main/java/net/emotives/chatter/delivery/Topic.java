package net.emotives.chatter.delivery;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

/** The address of a push. */
public sealed interface Topic {

    /**
     * All connections of a user; the way of direct rooms, so that a first message needs no
     * subscription.
     */
    record OfUser(UserId user) implements Topic {}

    /** Presence of the users of a group. */
    record OfGroup(UserGroup group) implements Topic {}

    /** Events of a room of more than two. */
    record OfRoom(RoomId room) implements Topic {}

    /** Whether that one user comes or goes. */
    record OfPresence(UserId user) implements Topic {}
}
