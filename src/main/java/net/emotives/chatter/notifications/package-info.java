/**
 * Tells notif of messages in direct rooms: entries in the outbox that are written with the message,
 * the client of notif, and a trail of what became of each notification.
 */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "tracing",
            "database",
            "users",
            "outbox",
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
