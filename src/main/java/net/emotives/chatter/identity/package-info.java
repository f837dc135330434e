/** Identifies callers: bearers verified at uacl, and the secret that services share. */
@ApplicationModule(allowedDependencies = {"kernel", "tracing", "users"})
@NullMarked
package net.emotives.chatter.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
