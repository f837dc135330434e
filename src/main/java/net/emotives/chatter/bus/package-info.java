/**
 * Carries hints between the nodes: in PostgreSQL, in Redis, or nowhere. It may lose, repeat and
 * reorder them, and be away for minutes; nothing may depend on it.
 */
@ApplicationModule(allowedDependencies = {"kernel", "cluster", "database"})
@NullMarked
package net.emotives.chatter.bus;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
