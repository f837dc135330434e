/** What wire protocols share: the socket connection, heartbeat, frame limits, drain. */
@ApplicationModule(allowedDependencies = {"kernel", "tracing", "users", "delivery"})
@NullMarked
package net.emotives.chatter.protocol;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
