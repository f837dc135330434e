/**
 * Version 2 of the native socket, subprotocol {@code chatter.v2}: every request is answered, every
 * event of one's rooms comes once and in order, and a connection that comes back resumes.
 */
@NullMarked
package net.emotives.chatter.protocol.chatter.v2;

import org.jspecify.annotations.NullMarked;
