package net.emotives.chatter.users;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * A group of users of one realm, as their identity source names it, at most 56 characters; users
 * without a group form the group without a name.
 */
public record UserGroup(Realm realm, String name) {

    /** The native users without a group; stored as NULL. */
    public static final UserGroup NONE = new UserGroup("");

    /** Maximum number of characters of a name. */
    public static final int MAX_LENGTH = 56;

    public UserGroup {
        if (!fits(realm, name)) {
            throw new IllegalArgumentException("a group has at most " + MAX_LENGTH + " characters");
        }
    }

    /** A group of the native realm. */
    public UserGroup(String name) {
        this(Realm.NATIVE, name);
    }

    /**
     * Returns the native group of that name if there can be one; null and the empty name are {@link
     * #NONE}.
     */
    public static Optional<UserGroup> of(@Nullable String name) {
        if (name == null) {
            return Optional.of(NONE);
        }
        return fits(Realm.NATIVE, name) ? Optional.of(new UserGroup(name)) : Optional.empty();
    }

    /** Reads the form in which groups are stored and told between nodes. */
    public static UserGroup stored(@Nullable String value) {
        if (value == null) {
            return NONE;
        }
        var read = Realm.read(value);
        return new UserGroup(read.realm(), read.name());
    }

    private static boolean fits(Realm realm, String name) {
        return Texts.fits(name, MAX_LENGTH) && !(realm.isNative() && Realm.isReserved(name));
    }

    /** Returns the form in which groups are stored and told between nodes. */
    public String value() {
        return this.realm.stored(this.name);
    }

    @Nullable String column() {
        return equals(NONE) ? null : value();
    }

    @Override
    public String toString() {
        return value();
    }
}
