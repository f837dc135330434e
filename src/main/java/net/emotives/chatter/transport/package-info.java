/**
 * Shared by all client connections, whatever the wire: links with a bounded outbound queue,
 * writers, heartbeat, admission, drain. {@code transport.websocket} holds what is tied to the
 * servlet container.
 */
@ApplicationModule(allowedDependencies = {"kernel", "tracing", "users", "delivery", "web"})
@NullMarked
package net.emotives.chatter.transport;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
