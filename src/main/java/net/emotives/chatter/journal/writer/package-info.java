/**
 * Writer of the journal: queues changes, gathers them in batches, decides each batch in memory and
 * commits it in one transaction. The rows of everything that happens in rooms are written here and
 * nowhere else.
 */
@NullMarked
package net.emotives.chatter.journal.writer;

import org.jspecify.annotations.NullMarked;
