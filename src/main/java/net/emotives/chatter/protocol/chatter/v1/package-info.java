/**
 * Version 1 of the native protocol: the socket without a subprotocol, and the pages of history and
 * users over HTTP, as the service it replaces had them.
 */
@NullMarked
package net.emotives.chatter.protocol.chatter.v1;

import org.jspecify.annotations.NullMarked;
