/** The users this service knows, mirrored from uacl or told by {@code POST /user}. */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package net.emotives.chatter.users;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
