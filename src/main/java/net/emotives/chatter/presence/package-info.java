/** Which users are online, on any node, and which type. */
@ApplicationModule(allowedDependencies = {"kernel", "cluster", "users", "rooms"})
@NullMarked
package net.emotives.chatter.presence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
