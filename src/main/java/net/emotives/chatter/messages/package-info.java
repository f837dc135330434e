/**
 * Messages of rooms: the door to send, edit, delete and react, and what is read of them: history,
 * reactions, receipts and the state of a user's rooms.
 */
@ApplicationModule(
        allowedDependencies = {"kernel", "database", "users", "rooms", "journal", "journal::spi"})
@NullMarked
package net.emotives.chatter.messages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
