package net.emotives.chatter.rooms;

import net.emotives.chatter.users.UserId;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Id of a room. The id of a direct room is derived from its one or two users, so that every node
 * knows it without a read, and two first messages at once create one room; the migration V2 derives
 * the same ids in SQL. Opaque to clients.
 */
public record RoomId(String value) {

    /** Maximum characters of an id that a client chose. */
    public static final int MAX_LENGTH = 100;

    private static final String DIRECT = "d:";

    /** Returns the id, if it is valid; of a direct room only as {@link #direct} derives it. */
    public static Optional<RoomId> of(String value) {
        if (value.startsWith(DIRECT)) {
            return ofPair(value);
        }
        return isChoosable(value) ? Optional.of(new RoomId(value)) : Optional.empty();
    }

    /**
     * Returns true if a client may choose this id: 1 to 100 characters without control characters
     * and unpaired surrogates, and not of the form of direct rooms.
     */
    public static boolean isChoosable(String value) {
        return !value.isEmpty()
                && value.codePointCount(0, value.length()) <= MAX_LENGTH
                && !value.startsWith(DIRECT)
                && value.codePoints()
                        .noneMatch(c ->
                                Character.isISOControl(c)
                                        || c >= Character.MIN_SURROGATE
                                                && c <= Character.MAX_SURROGATE);
    }

    /** Returns a new random id. */
    public static RoomId next() {
        return new RoomId(UUID.randomUUID().toString());
    }

    private static Optional<RoomId> ofPair(String value) {
        var names = value.substring(DIRECT.length()).split(":", -1);
        if (names.length != 2) {
            return Optional.empty();
        }
        var one = UserId.of(unescaped(names[0]));
        var other = UserId.of(unescaped(names[1]));
        return one.flatMap(a -> other.map(b -> direct(a, b)))
                .filter(room -> room.value().equals(value));
    }

    /** The room of two users, whichever is named first, or of one alone. */
    public static RoomId direct(UserId one, UserId other) {
        var ordered = precedes(one, other);
        return new RoomId(
                DIRECT + escaped(ordered ? one : other) + ":" + escaped(ordered ? other : one));
    }

    /** Returns true for the id of a direct room. */
    public boolean isDirect() {
        return this.value.startsWith(DIRECT);
    }

    /** Returns the users of a direct room, two or one; empty for other rooms. */
    public List<UserId> pair() {
        if (!isDirect()) {
            return List.of();
        }
        var colon = this.value.indexOf(':', DIRECT.length());
        var one = new UserId(unescaped(this.value.substring(DIRECT.length(), colon)));
        var other = new UserId(unescaped(this.value.substring(colon + 1)));
        return one.equals(other) ? List.of(one) : List.of(one, other);
    }

    /** Returns the other user of a direct room, or the user itself if it is alone. */
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

    private static String unescaped(String name) {
        return name.indexOf('%') < 0 ? name : name.replace("%3A", ":").replace("%25", "%");
    }

    @Override
    public String toString() {
        return this.value;
    }
}
