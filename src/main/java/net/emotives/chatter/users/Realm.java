package net.emotives.chatter.users;

import java.util.regex.Pattern;

/**
 * An identity space: names of users, groups and rooms are unique in it, and nothing crosses from
 * one to another. The native realm is that of uacl. Its names are stored as they are; a name of
 * another realm is stored as U+001F, the realm, U+001F and the name.
 *
 * @param name empty for the native realm; else 1 to 40 letters, digits, points, hyphens and
 *     underscores of ASCII
 */
public record Realm(String name) {

    // Before the realm that it is used for.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{0,40}");

    /** The realm of uacl's users. */
    public static final Realm NATIVE = new Realm("");

    private static final char SEPARATOR = '\u001f';

    public Realm {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a realm has 1 to 40 letters, digits, points, hyphens and underscores");
        }
    }

    /** A name with its realm, as read from a stored form. */
    public record Named(Realm realm, String name) {}

    /** Returns true for the realm of uacl's users. */
    public boolean isNative() {
        return this.name.isEmpty();
    }

    /**
     * Returns true if the native realm cannot have that name, since it would be read as another's.
     */
    public static boolean isReserved(String name) {
        return !name.isEmpty() && name.charAt(0) == SEPARATOR;
    }

    /** Returns the form in which a name of this realm is stored and told between nodes. */
    public String stored(String name) {
        return isNative() ? name : SEPARATOR + this.name + SEPARATOR + name;
    }

    /** Reads a stored form; throws {@link IllegalArgumentException} if it is none. */
    public static Named read(String stored) {
        if (!isReserved(stored)) {
            return new Named(NATIVE, stored);
        }
        var end = stored.indexOf(SEPARATOR, 1);
        if (end <= 1) {
            throw new IllegalArgumentException("not the stored form of a name");
        }
        return new Named(new Realm(stored.substring(1, end)), stored.substring(end + 1));
    }

    @Override
    public String toString() {
        return this.name;
    }
}
