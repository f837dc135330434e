package net.emotives.chatter.messages.spi;

import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.messages.Message;

import java.util.List;

/** Writes what must not be lost if a message is not: in its transaction. */
public interface CommitParticipant {

    /**
     * Called once a batch, in the transaction that writes these messages, with the locks of their
     * rooms held: whatever its statements cost, all of them wait for. What fails undoes the batch.
     */
    void committing(List<Message> messages, Pipeline writes);
}
