package net.emotives.chatter.rooms;

import net.emotives.chatter.users.Realm;
import net.emotives.chatter.users.UserId;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Identifies a room in a realm. The id of a direct room is made of the names of its one or two
 * users, so that each node finds it without a lookup, and two first messages at once open one room;
 * the migration V2 makes the same ids in SQL. Opaque to clients.
 *
 * @param id as clients know it
 */
public record RoomId(Realm realm, String id) {

    /** Maximum number of characters of an id that a user chose. */
    public static final int MAX_LENGTH = 100;

    private static final String DIRECT = "d:";

    /** The first text after all that begin with {@link #DIRECT}. */
    private static final String AFTER_DIRECT = "d;";

    public RoomId {
        if (realm.isNative() && Realm.isReserved(id)) {
            throw new IllegalArgumentException("a room of the native realm has no such id");
        }
    }

    /** Identifies a room of the native realm. */
    public RoomId(String id) {
        this(Realm.NATIVE, id);
    }

    /** Returns the native room of that id if there can be one; see {@link #of(Realm, String)}. */
    public static Optional<RoomId> of(String id) {
        return of(Realm.NATIVE, id);
    }

    /**
     * Returns the room of that id in a realm if there can be one; a direct room is known by the id
     * that the server gives it alone.
     */
    public static Optional<RoomId> of(Realm realm, String id) {
        if (id.startsWith(DIRECT)) {
            return ofPair(realm, id);
        }
        return isChoosable(id) ? Optional.of(new RoomId(realm, id)) : Optional.empty();
    }

    /** Reads the form in which rooms are stored and told between nodes. */
    public static RoomId stored(String value) {
        var read = Realm.read(value);
        return new RoomId(read.realm(), read.name());
    }

    /**
     * Returns true if a user may choose that id: 1 to 100 characters, no control character or
     * unpaired surrogate, and not the beginning of direct rooms.
     */
    public static boolean isChoosable(String id) {
        return !id.isEmpty()
                && id.codePointCount(0, id.length()) <= MAX_LENGTH
                && !id.startsWith(DIRECT)
                && id.codePoints()
                        .noneMatch(c ->
                                Character.isISOControl(c)
                                        || c >= Character.MIN_SURROGATE
                                                && c <= Character.MAX_SURROGATE);
    }

    /** Returns a new native id for a room of which no user chose the id. */
    public static RoomId next() {
        return next(Realm.NATIVE);
    }

    /** Returns a new id for a room of which no user chose the id. */
    public static RoomId next(Realm realm) {
        return new RoomId(realm, UUID.randomUUID().toString());
    }

    private static Optional<RoomId> ofPair(Realm realm, String id) {
        var names = id.substring(DIRECT.length()).split(":", -1);
        if (names.length != 2) {
            return Optional.empty();
        }
        var one = UserId.of(realm, unescaped(names[0]));
        var other = UserId.of(realm, unescaped(names[1]));
        return one.flatMap(a -> other.map(b -> direct(a, b))).filter(room -> room.id().equals(id));
    }

    /**
     * Returns the direct room of two users in either order, or of one alone. Throws {@link
     * IllegalArgumentException} if they are of different realms.
     */
    public static RoomId direct(UserId one, UserId other) {
        if (!one.realm().equals(other.realm())) {
            throw new IllegalArgumentException("users of two realms have no room");
        }
        var ordered = precedes(one, other);
        return new RoomId(
                one.realm(),
                DIRECT + escaped(ordered ? one : other) + ":" + escaped(ordered ? other : one));
    }

    /** Returns the stored form that no room of a realm other than the native one is less than. */
    static String first(Realm realm) {
        return realm.stored("");
    }

    /**
     * Returns the stored form that all rooms of a realm other than the native one are less than.
     */
    static String after(Realm realm) {
        var first = realm.stored("");
        return first.substring(0, first.length() - 1) + " ";
    }

    /** Returns the stored form that direct rooms of a realm are not less than. */
    public static String firstDirect(Realm realm) {
        return realm.stored(DIRECT);
    }

    /** Returns the stored form that direct rooms of a realm are less than. */
    public static String afterDirect(Realm realm) {
        return realm.stored(AFTER_DIRECT);
    }

    /** Returns the form in which rooms are stored and told between nodes. */
    public String value() {
        return this.realm.stored(this.id);
    }

    /** Returns true for a direct room. */
    public boolean isDirect() {
        return this.id.startsWith(DIRECT);
    }

    /** Returns the users of a direct room, two or one; none for another room. */
    public List<UserId> pair() {
        if (!isDirect()) {
            return List.of();
        }
        var colon = this.id.indexOf(':', DIRECT.length());
        var one = new UserId(this.realm, unescaped(this.id.substring(DIRECT.length(), colon)));
        var other = new UserId(this.realm, unescaped(this.id.substring(colon + 1)));
        return one.equals(other) ? List.of(one) : List.of(one, other);
    }

    /**
     * Returns the user of a direct room that a message of the given user is for: the other one, or
     * itself in a room of one.
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
        return user.name().getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(UserId user) {
        return user.name().replace("%", "%25").replace(":", "%3A");
    }

    private static String unescaped(String name) {
        return name.indexOf('%') < 0 ? name : name.replace("%3A", ":").replace("%25", "%");
    }

    @Override
    public String toString() {
        return value();
    }
}
