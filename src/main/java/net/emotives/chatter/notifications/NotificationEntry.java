package net.emotives.chatter.notifications;

import net.emotives.chatter.journal.MessageId;
import net.emotives.chatter.outbox.Entry;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A claimed notification of a message.
 *
 * @param takenBack the message was deleted since: the notification is dropped
 */
record NotificationEntry(
        MessageId message,
        RoomId room,
        long sequence,
        UserId recipient,
        int attempts,
        UserId sender,
        @Nullable String text,
        Instant created,
        boolean takenBack)
        implements Entry {

    @Override
    public long number() {
        return this.message.value();
    }

    /** The same for every try, so that notif can tell a repeat. */
    String idempotencyKey() {
        return "chatter-message-" + this.message;
    }
}
