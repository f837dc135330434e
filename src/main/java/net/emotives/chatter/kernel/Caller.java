package net.emotives.chatter.kernel;

/**
 * A caller as rates count it: a user's own calls by its name, those of a service by its key,
 * whomever they are about.
 *
 * @param name of the user, or of the key
 */
public record Caller(Kind kind, String name) {

    /** Kind of identity that a caller authenticated as. */
    public enum Kind {
        USER,
        SERVICE
    }

    /** The user of that name. */
    public static Caller user(String name) {
        return new Caller(Kind.USER, name);
    }

    /** The service with the key of that name. */
    public static Caller service(String name) {
        return new Caller(Kind.SERVICE, name);
    }
}
