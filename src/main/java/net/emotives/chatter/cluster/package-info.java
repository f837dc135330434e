/** The nodes that share the database, and which of them are alive. */
@ApplicationModule(allowedDependencies = "kernel")
@NullMarked
package net.emotives.chatter.cluster;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
