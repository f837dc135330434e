package net.emotives.chatter.journal.spi;

import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.journal.RoomEvent;

import java.util.List;

/** Writes rows that must be committed together with the events that they belong to. */
public interface CommitParticipant {

    /**
     * Adds statements to the transaction that writes these events. Called once per batch on the
     * writer thread, with the heads of the rooms locked: all rooms of the batch wait for the
     * statements, and a statement that fails rolls the batch back. May be called again with the
     * same changes when a batch is retried. Must not block.
     *
     * @param events the events of the batch, those of one room in the order of their sequences
     */
    void committing(List<RoomEvent> events, Pipeline writes);
}
