package net.emotives.chatter.messages;

import net.emotives.chatter.journal.Head;
import net.emotives.chatter.rooms.Member;
import net.emotives.chatter.rooms.RoomId;

/**
 * State of a room for one of its members.
 *
 * @param unread number of messages since the member read, sent or joined
 * @param hidesHistory true if the member does not see what happened before it joined
 */
public record RoomState(
        Member member, Head head, long unread, Receipt receipt, boolean hidesHistory) {

    /** The room. */
    public RoomId room() {
        return this.member.room();
    }

    /** The first sequence that the member sees. */
    public long visibleFrom() {
        return this.hidesHistory ? this.member.joined() : 1;
    }
}
