package net.emotives.chatter.protocol.chatter.v2;

import org.jspecify.annotations.Nullable;

/**
 * A frame of a client.
 *
 * @param id what the client calls it; without one, only errors are answered
 */
record Request(@Nullable String id, ClientFrame frame) {}
