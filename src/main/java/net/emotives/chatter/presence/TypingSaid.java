package net.emotives.chatter.presence;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

/**
 * Somebody says here that he types, or does so no longer; also where that is no news, so that the
 * other nodes know that he still does. May be lost.
 */
public record TypingSaid(RoomId room, UserId user, boolean active) {}
