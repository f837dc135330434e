package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.rooms.Visibility;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** Requests of a version 2 client (chatter-v2, "Frames"). */
sealed interface ClientFrame {

    /** Target of a request: a room, or the direct room with a user. */
    record Place(@Nullable String room, @Nullable String to) {}

    record Send(
            Place place,
            String clientId,
            @Nullable String text,
            @Nullable String imagePath,
            @Nullable Long replyTo)
            implements ClientFrame {}

    record Edit(String room, long sequence, String clientId, String text) implements ClientFrame {}

    record Delete(String room, long sequence, String clientId) implements ClientFrame {}

    record React(String room, long sequence, String reaction, boolean given)
            implements ClientFrame {}

    record Typing(Place place, boolean active) implements ClientFrame {}

    record Acknowledge(String room, long sequence, boolean read) implements ClientFrame {}

    /** Which way a page of history lies from its cursor; without a cursor the newest one. */
    enum Direction {
        BEFORE,
        AFTER,
        AROUND
    }

    record History(Place place, Direction direction, @Nullable Long cursor, @Nullable Integer limit)
            implements ClientFrame {}

    record Rooms(@Nullable String after) implements ClientFrame {}

    record Joinable(@Nullable String prefix, @Nullable String after, @Nullable Integer limit)
            implements ClientFrame {}

    record CreateRoom(
            @Nullable String room,
            String name,
            Visibility visibility,
            @Nullable String data,
            boolean hideHistory,
            List<String> members)
            implements ClientFrame {}

    record Join(String room) implements ClientFrame {}

    record Leave(String room) implements ClientFrame {}

    record Invite(String room, String username) implements ClientFrame {}

    record Remove(String room, String username) implements ClientFrame {}

    record Members(String room, @Nullable String after) implements ClientFrame {}

    record Watch(List<String> usernames, boolean on) implements ClientFrame {}

    /**
     * A page of a resume round.
     *
     * @param epoch absent where the round has one already
     * @param rooms the last sequence of each room that is named
     * @param more whether further rooms are named in the next page
     * @param after the cursor of the last answer, where all rooms were named
     */
    record Resume(
            @Nullable String epoch, Map<String, Long> rooms, boolean more, @Nullable String after)
            implements ClientFrame {}

    record Ping() implements ClientFrame {}
}
