package net.emotives.chatter.rooms;

import java.util.Locale;

/** Who may find a room and come in. */
public enum Visibility {
    /** The room of a pair: nobody comes and nobody goes. */
    DIRECT,
    /** Everybody of its group may see it and join. */
    PUBLIC,
    /** For its members it is there, and for nobody else; one is invited. */
    PRIVATE;

    /** The word on the wire and in the database, such as {@code public}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
