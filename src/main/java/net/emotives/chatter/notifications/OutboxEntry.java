package net.emotives.chatter.notifications;

import net.emotives.chatter.journal.MessageId;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A message that notif is to be told of, claimed.
 *
 * @param takenBack the message was deleted since: there is nothing left to tell
 */
record OutboxEntry(
        MessageId message,
        RoomId room,
        long sequence,
        UserId recipient,
        int attempts,
        UserId sender,
        @Nullable String text,
        Instant created,
        boolean takenBack) {

    /** The same for every try, so that notif can tell a repeat. */
    String idempotencyKey() {
        return "chatter-message-" + this.message;
    }
}
