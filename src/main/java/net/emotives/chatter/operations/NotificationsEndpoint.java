package net.emotives.chatter.operations;

import net.emotives.chatter.journal.Message;
import net.emotives.chatter.journal.MessageId;
import net.emotives.chatter.messages.History;
import net.emotives.chatter.messages.Receipts;
import net.emotives.chatter.notifications.Notifications;
import net.emotives.chatter.notifications.Trail;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.stereotype.Component;

import java.time.Instant;

/**
 * Why was this user not notified? Answers for a message, from what was written down, on any node
 * alike; says nothing of what the message says.
 */
@Component
@Endpoint(id = "notifications")
class NotificationsEndpoint {

    private final History history;
    private final Receipts receipts;
    private final Notifications notifications;

    NotificationsEndpoint(History history, Receipts receipts, Notifications notifications) {
        this.history = history;
        this.receipts = receipts;
        this.notifications = notifications;
    }

    /**
     * What is known.
     *
     * @param committed when it was said
     * @param deleted when it was taken back
     * @param recipient user that is notified; in direct rooms alone
     */
    record Answer(
            long message,
            String room,
            long sequence,
            String sender,
            Instant committed,
            @Nullable Instant deleted,
            @Nullable Recipient recipient,
            Trail notification) {}

    /**
     * Progress of the recipient in the room.
     *
     * @param got whether a connection of the recipient has acknowledged the message
     * @param read whether the recipient has read it
     */
    record Recipient(
            String username, boolean got, boolean read, long deliveredUpTo, long readUpTo) {}

    /** Body of the 404 answer for an unknown message. */
    record Unknown(String error) {}

    @ReadOperation
    WebEndpointResponse<Object> ask(@Selector long message) {
        return this.history
                .find(new MessageId(message))
                .map(found -> new WebEndpointResponse<Object>(answer(found)))
                .orElseGet(() ->
                        new WebEndpointResponse<>(
                                new Unknown("There is no message " + message + "."),
                                WebEndpointResponse.STATUS_NOT_FOUND));
    }

    private Answer answer(Message message) {
        return new Answer(
                message.id().value(),
                message.room().value(),
                message.sequence(),
                message.sender().value(),
                message.created(),
                message.deleted(),
                message.room().isDirect() ? recipient(message) : null,
                this.notifications.of(message));
    }

    private Recipient recipient(Message message) {
        var user = message.room().counterpart(message.sender());
        var receipt = this.receipts.of(message.room(), user);
        return new Recipient(
                user.value(),
                receipt.delivered() >= message.sequence(),
                receipt.read() >= message.sequence(),
                receipt.delivered(),
                receipt.read());
    }
}
