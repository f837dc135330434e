package net.emotives.chatter.rooms;

import java.util.Locale;

/** Visibility of a room, which says how users become members. */
public enum Visibility {
    /** Direct room of two users, whose members do not change. */
    DIRECT,
    /** Users of its group see it and may join. */
    PUBLIC,
    /** Only its members see it; users are invited. */
    PRIVATE;

    /** Returns the name on the wire and in the database, such as {@code public}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
