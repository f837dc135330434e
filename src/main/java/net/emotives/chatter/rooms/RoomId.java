package net.emotives.chatter.rooms;

import net.emotives.chatter.users.UserId;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Names a room. The name of a direct room is made of its one or two users, so that any node finds
 * it without looking, and two first messages at once open one room; the migration V2 makes the same
 * names in SQL. Opaque to clients.
 */
public record RoomId(String value) {

    private static final String DIRECT = "d:";

    /** The room of two users, whichever is named first, or of one alone. */
    public static RoomId direct(UserId one, UserId other) {
        var ordered = precedes(one, other);
        return new RoomId(
                DIRECT + escaped(ordered ? one : other) + ":" + escaped(ordered ? other : one));
    }

    /** Whether this is the room of a pair. */
    public boolean isDirect() {
        return this.value.startsWith(DIRECT);
    }

    /** The users of a direct room: two, or one who talks to himself; nobody for another room. */
    public List<UserId> pair() {
        if (!isDirect()) {
            return List.of();
        }
        return Arrays.stream(this.value.substring(DIRECT.length()).split(":", 2))
                .map(part -> new UserId(part.replace("%3A", ":").replace("%25", "%")))
                .distinct()
                .toList();
    }

    /**
     * In a direct room, whom a message of that user is for: the other one, or himself where he is
     * alone.
     */
    public UserId counterpart(UserId user) {
        var pair = pair();
        return pair.getFirst().equals(user) ? pair.getLast() : pair.getFirst();
    }

    // By bytes, as the database compares: Java's own order differs beyond the basic plane.
    private static boolean precedes(UserId one, UserId other) {
        return Arrays.compareUnsigned(bytes(one), bytes(other)) <= 0;
    }

    private static byte[] bytes(UserId user) {
        return user.value().getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(UserId user) {
        return user.value().replace("%", "%25").replace(":", "%3A");
    }

    @Override
    public String toString() {
        return this.value;
    }
}
