package net.emotives.chatter.journal;

import org.jspecify.annotations.Nullable;

/**
 * Result of a committed change.
 *
 * @param sequence its sequence in the log of the room
 * @param message the message, if the change was a draft; with its present content if repeated
 * @param repeated true if the change had no effect, as it was committed before; the sequence is
 *     that of the first commit
 */
public record Committed(long sequence, @Nullable Message message, boolean repeated) {}
