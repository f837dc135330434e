package net.emotives.chatter.messages;

import java.util.List;

/**
 * A stretch of a room's history.
 *
 * @param items oldest first
 * @param older whether there are messages before the first
 * @param newer whether there are messages after the last
 */
public record Page(List<Message> items, boolean older, boolean newer) {}
