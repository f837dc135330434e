/** Single-use tokens that open a socket. */
@ApplicationModule(allowedDependencies = {"kernel", "users"})
@NullMarked
package net.emotives.chatter.tokens;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
