/**
 * How the service reaches PostgreSQL: the addresses, the adoption of the original's schema. The
 * modules come in by {@link DirectDatabase}, and by {@link Pipeline} where a round trip counts;
 * what else they say to it goes through Spring.
 */
@ApplicationModule(displayName = "Database", allowedDependencies = "kernel")
@NullMarked
package net.emotives.chatter.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
