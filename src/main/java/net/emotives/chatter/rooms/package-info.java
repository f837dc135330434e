/** Rooms and their members, and the log of a room: its lock, its sequence, its head. */
@ApplicationModule(allowedDependencies = {"kernel", "database", "users"})
@NullMarked
package net.emotives.chatter.rooms;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
