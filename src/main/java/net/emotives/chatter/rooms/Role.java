package net.emotives.chatter.rooms;

import java.util.Locale;

/** Role of a member in a room. */
public enum Role {
    /** Created the room, or succeeded its owner; may remove members and delete messages. */
    OWNER,
    /** Any other member. */
    MEMBER;

    /** Returns the name on the wire. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
