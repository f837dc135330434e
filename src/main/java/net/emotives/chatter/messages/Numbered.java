package net.emotives.chatter.messages;

import org.jspecify.annotations.Nullable;

/**
 * What became of a change that somebody asked for, committed.
 *
 * @param sequence its number in the log of the room
 * @param message the message, where one was sent; with its present content, where it was repeated
 * @param repeated whether this was so already, and the number is that of the first time
 */
public record Numbered(long sequence, @Nullable Message message, boolean repeated) {}
