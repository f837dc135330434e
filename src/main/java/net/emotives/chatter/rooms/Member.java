package net.emotives.chatter.rooms;

import net.emotives.chatter.users.UserId;

/**
 * User that is a member of a room.
 *
 * @param joined the sequence at which it joined; 0 in a direct room
 */
public record Member(RoomId room, UserId user, Role role, long joined) {

    /** Returns true if the member owns the room. */
    public boolean isOwner() {
        return this.role == Role.OWNER;
    }
}
