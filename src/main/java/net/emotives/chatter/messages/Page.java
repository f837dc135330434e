package net.emotives.chatter.messages;

import net.emotives.chatter.journal.Message;

import java.util.List;

/**
 * Page of a room's history.
 *
 * @param items oldest first
 * @param older true if there are messages before the first
 * @param newer true if there are messages after the last
 */
public record Page(List<Message> items, boolean older, boolean newer) {}
