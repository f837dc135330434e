/** Who is online. */
@ApplicationModule(allowedDependencies = {"kernel", "users", "rooms"})
@NullMarked
package net.emotives.chatter.presence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
