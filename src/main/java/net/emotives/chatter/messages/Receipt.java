package net.emotives.chatter.messages;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

/**
 * A connection of the user has shown that it got everything of the room up to and including the
 * sequence.
 */
public record Receipt(RoomId room, UserId user, long sequence) {}
