/** What was said, in order: sending by group commit, history, receipts. */
@ApplicationModule(allowedDependencies = {"kernel", "users", "rooms"})
@NullMarked
package net.emotives.chatter.messages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
