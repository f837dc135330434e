package net.emotives.chatter.delivery;

import net.emotives.chatter.messages.RoomEvent;
import net.emotives.chatter.presence.PresenceEvent;
import net.emotives.chatter.presence.TypingEvent;
import net.emotives.chatter.rooms.Room;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

/**
 * What is sent to connections unasked. Protocols switch over it without a default, so that each
 * decides on each.
 */
public sealed interface Push {

    /** Something happened in a room. */
    record OfRoom(RoomEvent event) implements Push {}

    /**
     * The same for a member who may not see the message that it is about, as it was said before the
     * member joined a room that hides such: to be shown with its number alone.
     */
    record Concealed(RoomEvent event) implements Push {}

    /** The push of an event for a member who sees nothing of the room before that sequence. */
    static Push of(RoomEvent event, long visibleFrom) {
        var about = event.about();
        return about > 0 && about < visibleFrom ? new Concealed(event) : new OfRoom(event);
    }

    /** A member got everything of the room up to a sequence. */
    record Delivered(RoomId room, UserId user, long sequence) implements Push {}

    /** A member read everything of the room up to a sequence, and so got it. */
    record Read(RoomId room, UserId user, long sequence) implements Push {}

    /** Somebody came or went. */
    record OfPresence(PresenceEvent event) implements Push {}

    /** Somebody types, or does so no longer. */
    record OfTyping(TypingEvent event) implements Push {}

    /**
     * The connection's user belongs to a room from now on, and what happens there follows.
     *
     * @param head the sequence at which he came
     */
    record RoomAdded(Room room, long head) implements Push {}

    /**
     * The connection's user does not belong to a room any longer, and nothing more of it follows.
     *
     * @param head the sequence at which he left
     */
    record RoomRemoved(RoomId room, long head) implements Push {}
}
