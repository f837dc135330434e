package net.emotives.chatter.presence;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

/**
 * Somebody began to type in a room, on any node, or does so no longer. Never stored, and may be
 * lost.
 */
public record TypingEvent(RoomId room, UserId user, boolean active) {}
