/** Creates rooms, and lets users join, leave, be invited and be removed: changes of the journal. */
@ApplicationModule(allowedDependencies = {"kernel", "users", "rooms", "journal", "journal::spi"})
@NullMarked
package net.emotives.chatter.membership;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
