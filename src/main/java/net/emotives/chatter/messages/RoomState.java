package net.emotives.chatter.messages;

import net.emotives.chatter.rooms.Head;
import net.emotives.chatter.rooms.Member;
import net.emotives.chatter.rooms.RoomId;

/**
 * How a room stands for one of its members.
 *
 * @param unread how many messages were said since he read, or spoke himself, or came
 * @param receipt how far he has got
 * @param hidesHistory whether he sees nothing of what happened before he joined
 */
public record RoomState(
        Member member, Head head, long unread, Receipt receipt, boolean hidesHistory) {

    /** Which room. */
    public RoomId room() {
        return this.member.room();
    }

    /** The first sequence that he may see. */
    public long visibleFrom() {
        return this.hidesHistory ? this.member.joined() : 1;
    }
}
