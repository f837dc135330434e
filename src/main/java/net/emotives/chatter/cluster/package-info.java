/** The nodes that share the database: who they are, and which of them are there. */
@ApplicationModule(allowedDependencies = "kernel")
@NullMarked
package net.emotives.chatter.cluster;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
