/**
 * Access to PostgreSQL: addresses, pool, pipelined statements, limits on what is read in bytes
 * ({@link Budget}) and at once ({@link Reads}), and the adoption of the original's schema.
 */
@ApplicationModule(displayName = "Database", allowedDependencies = "kernel")
@NullMarked
package net.emotives.chatter.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
