package net.emotives.chatter.rooms;

import java.util.Locale;

/** What a member is to his room. */
public enum Role {
    /** Made the room, or came after the one who did; may remove members and delete messages. */
    OWNER,
    /** Belongs to it. */
    MEMBER;

    /** The word on the wire. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
