/**
 * The durable, gapless, ordered log of each room: the changes that users request ({@link Change}),
 * the events that they become ({@link RoomEvent}), replay, and the change log that nodes poll.
 * {@link net.emotives.chatter.journal.writer} collects changes in batches, decides on them and
 * commits them; it alone writes the tables of rooms, members and messages.
 */
@ApplicationModule(
        allowedDependencies = {"kernel", "tracing", "database", "cluster", "users", "rooms"})
@NullMarked
package net.emotives.chatter.journal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
