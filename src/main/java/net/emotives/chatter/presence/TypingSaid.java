package net.emotives.chatter.presence;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

/**
 * A user of this node types, or no longer; repeated while it types, so that the other nodes know.
 * May be lost.
 */
public record TypingSaid(RoomId room, UserId user, boolean active) {}
