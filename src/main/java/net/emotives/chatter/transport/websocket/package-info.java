/** Links over WebSockets of the servlet container: upgrade, frames read and written. */
@NamedInterface("websocket")
@NullMarked
package net.emotives.chatter.transport.websocket;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
