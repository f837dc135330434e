/** Rooms and their members: reads them, and decides which users may see them and become members. */
@ApplicationModule(allowedDependencies = {"kernel", "database", "users"})
@NullMarked
package net.emotives.chatter.rooms;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
