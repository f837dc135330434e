/** What happens in rooms, in order: changes by group commit, history, replay, receipts. */
@ApplicationModule(
        allowedDependencies = {"kernel", "tracing", "database", "cluster", "users", "rooms"})
@NullMarked
package net.emotives.chatter.messages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
