/** Traces of what a message goes through; costs nothing unless somebody collects them. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package net.emotives.chatter.tracing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
