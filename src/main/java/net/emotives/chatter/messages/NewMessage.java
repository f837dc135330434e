package net.emotives.chatter.messages;

import net.emotives.chatter.rooms.Head;

import java.time.Instant;

/** A draft with the place it takes in its room. */
record NewMessage(PendingDraft pending, Head head) {

    Message toMessage(MessageId id, Instant created) {
        var draft = this.pending.draft();
        return new Message(
                id,
                draft.room(),
                this.head.sequence(),
                this.head.ordinal(),
                draft.sender(),
                this.pending.clientId(),
                draft.text(),
                draft.imagePath(),
                created);
    }
}
