/**
 * Tells notif of messages: an outbox written with the message, and a relay that empties it. See
 * {@link net.emotives.chatter.notifications.OutboxRelay}.
 */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "tracing",
            "database",
            "users",
            "rooms",
            "presence",
            "journal",
            "journal::spi",
            "messages"
        })
@NullMarked
package net.emotives.chatter.notifications;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
