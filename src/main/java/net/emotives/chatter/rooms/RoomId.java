package net.emotives.chatter.rooms;

import net.emotives.chatter.users.UserId;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Names a room. The name of a direct room is made of its one or two users, so that any node finds
 * it without looking, and two first messages at once open one room; the migration V2 makes the same
 * names in SQL. Opaque to clients.
 */
public record RoomId(String value) {

    /** The most characters of an id that somebody chose. */
    public static final int MAX_LENGTH = 100;

    private static final String DIRECT = "d:";

    /**
     * The room of that name, where it can be one; one of a pair can be named here only as the
     * server named it.
     */
    public static Optional<RoomId> of(String value) {
        if (value.startsWith(DIRECT)) {
            return ofPair(value);
        }
        return isChoosable(value) ? Optional.of(new RoomId(value)) : Optional.empty();
    }

    /**
     * Whether somebody may call a room so: 1 to 100 characters, none of them a control character or
     * half of one, and not what rooms of pairs are called.
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

    /** A room of many that nobody named. */
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

    /** Whether this is the room of a pair. */
    public boolean isDirect() {
        return this.value.startsWith(DIRECT);
    }

    /** The users of a direct room: two, or one who talks to himself; nobody for another room. */
    public List<UserId> pair() {
        if (!isDirect()) {
            return List.of();
        }
        var colon = this.value.indexOf(':', DIRECT.length());
        var one = new UserId(unescaped(this.value.substring(DIRECT.length(), colon)));
        var other = new UserId(unescaped(this.value.substring(colon + 1)));
        return one.equals(other) ? List.of(one) : List.of(one, other);
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

    private static String unescaped(String name) {
        return name.indexOf('%') < 0 ? name : name.replace("%3A", ":").replace("%25", "%");
    }

    @Override
    public String toString() {
        return this.value;
    }
}
