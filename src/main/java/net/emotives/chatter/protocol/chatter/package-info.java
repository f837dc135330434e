/** The native protocol: REST, and the JSON socket. Answers as the service it replaces did. */
@ApplicationModule(
        displayName = "Native protocol",
        allowedDependencies = {
            "kernel",
            "tracing",
            "cluster",
            "database",
            "users",
            "identity",
            "tokens",
            "rooms",
            "journal",
            "membership",
            "messages",
            "presence",
            "delivery",
            "web",
            "transport",
            "transport::websocket"
        })
@NullMarked
package net.emotives.chatter.protocol.chatter;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
