package net.emotives.chatter.journal.spi;

import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.Message;
import net.emotives.chatter.rooms.Member;

import org.jspecify.annotations.Nullable;

/**
 * Decides whether a user may make a change. A change is written if no policy throws.
 *
 * <p>Policies are asked on the writer thread, with the head of the room locked or on the condition
 * that it has not moved, for each change that the journal finds possible and that was not committed
 * before under its client id. They must not block, and must depend on nothing but their arguments
 * and on what cannot change unless the head of the room moves.
 */
public interface WritePolicy {

    /** Throws the refusal of a change that the user may not make. */
    void check(Change change, Facts facts);

    /**
     * State that the batch has read for a change.
     *
     * @param member the user that requests the change; absent if it is no member, as one that joins
     * @param target the message that is edited, deleted or reacted to, as it was before the batch
     */
    record Facts(@Nullable Member member, @Nullable Message target) {

        /** Returns true if the user is an owner of the room. */
        public boolean isByOwner() {
            return this.member != null && this.member.isOwner();
        }

        /** Returns true if the user is the author of the message. */
        public boolean isByAuthor(Change change) {
            return this.target != null && this.target.sender().equals(change.by());
        }
    }
}
