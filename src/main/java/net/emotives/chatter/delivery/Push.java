package net.emotives.chatter.delivery;

import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.presence.PresenceEvent;
import net.emotives.chatter.presence.TypingEvent;
import net.emotives.chatter.rooms.Room;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

/**
 * Frame content that the server sends unasked. Protocols switch over it without a default, so that
 * each handles every kind.
 */
public sealed interface Push {

    /** Something happened in a room. */
    record OfRoom(RoomEvent event) implements Push {}

    /**
     * Push of an event about a message that the member may not see, because it was sent before the
     * member joined a room that hides its history: carries the sequence without the content.
     */
    record Concealed(RoomEvent event) implements Push {}

    /**
     * Returns the push of an event for a member whose visible history of the room begins at that
     * sequence.
     */
    static Push of(RoomEvent event, long visibleFrom) {
        var about = event.about();
        return about > 0 && about < visibleFrom ? new Concealed(event) : new OfRoom(event);
    }

    /** A member got everything of the room up to a sequence. */
    record Delivered(RoomId room, UserId user, long sequence) implements Push {}

    /** A member read everything of the room up to a sequence, and so got it. */
    record Read(RoomId room, UserId user, long sequence) implements Push {}

    /** A user went online or offline. */
    record OfPresence(PresenceEvent event) implements Push {}

    /** A user types, or no longer. */
    record OfTyping(TypingEvent event) implements Push {}

    /**
     * The connection's user is a member of a room from now on, and its events follow.
     *
     * @param head the sequence at which the user joined
     */
    record RoomAdded(Room room, long head) implements Push {}

    /**
     * The connection's user is no longer a member of a room, and no more of its events follow.
     *
     * @param head the sequence at which the user left
     */
    record RoomRemoved(RoomId room, long head) implements Push {}
}
