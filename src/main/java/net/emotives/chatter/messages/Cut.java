package net.emotives.chatter.messages;

import java.util.List;

/**
 * The beginning of what was asked for.
 *
 * @param more whether something follows that did not fit into the {@link Budget}
 */
record Cut<T>(List<T> rows, boolean more) {}
