/** How the service reaches PostgreSQL: the address, the adoption of the original's schema. */
@ApplicationModule(
        displayName = "Database",
        allowedDependencies = {})
@NullMarked
package net.emotives.chatter.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
