package net.emotives.chatter.rooms;

import net.emotives.chatter.users.UserId;

/**
 * Somebody who belongs to a room.
 *
 * @param joined the sequence at which he came; 0 in a direct room
 */
public record Member(RoomId room, UserId user, Role role, long joined) {}
