package net.emotives.chatter.outbox;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

/**
 * A delivery to be added to the outbox.
 *
 * @param number unique within the destination and ascending per recipient, such as a message's id
 * @param room the room of the event that is told of
 * @param sequence the event's sequence in the room
 */
public record NewEntry(long number, RoomId room, long sequence, UserId recipient) {}
