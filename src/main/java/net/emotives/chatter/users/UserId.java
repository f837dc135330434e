package net.emotives.chatter.users;

import net.emotives.chatter.kernel.Caller;

import java.util.Optional;

/**
 * Identifies a user: a name in a realm, without NUL, compared to the letter.
 *
 * @param name as uacl and the wire know it: at most 128 characters in the native realm, 160 in
 *     others
 */
public record UserId(Realm realm, String name) {

    /** Maximum number of characters of a native name. */
    public static final int MAX_LENGTH = 128;

    /** Maximum number of characters of a name in another realm. */
    public static final int MAX_LENGTH_ELSEWHERE = 160;

    public UserId {
        if (!fits(realm, name)) {
            throw new IllegalArgumentException(
                    "a username has at most " + limit(realm) + " characters");
        }
    }

    /** Identifies a user of the native realm. */
    public UserId(String name) {
        this(Realm.NATIVE, name);
    }

    /**
     * Returns the native user of that name if there can be one. The empty name is none, though
     * databases of the original may hold a user so called.
     */
    public static Optional<UserId> of(String name) {
        return of(Realm.NATIVE, name);
    }

    /** Returns the user of that name in a realm if there can be one. */
    public static Optional<UserId> of(Realm realm, String name) {
        return !name.isEmpty() && fits(realm, name)
                ? Optional.of(new UserId(realm, name))
                : Optional.empty();
    }

    /** Reads the form in which users are stored and told between nodes. */
    public static UserId stored(String value) {
        var read = Realm.read(value);
        return new UserId(read.realm(), read.name());
    }

    private static boolean fits(Realm realm, String name) {
        return Texts.fits(name, limit(realm)) && !(realm.isNative() && Realm.isReserved(name));
    }

    private static int limit(Realm realm) {
        return realm.isNative() ? MAX_LENGTH : MAX_LENGTH_ELSEWHERE;
    }

    /** Returns the form in which users are stored and told between nodes. */
    public String value() {
        return this.realm.stored(this.name);
    }

    /** Returns the user as the caller of its own requests. */
    public Caller caller() {
        return Caller.user(value());
    }

    @Override
    public String toString() {
        return value();
    }
}
