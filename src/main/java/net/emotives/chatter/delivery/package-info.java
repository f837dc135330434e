/** Live connections, what they are interested in, and how a push reaches them. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "tracing",
            "cluster",
            "database",
            "bus",
            "users",
            "rooms",
            "presence",
            "journal",
            "messages"
        })
@NullMarked
package net.emotives.chatter.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
