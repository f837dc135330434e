package net.emotives.chatter.outbox;

import net.emotives.chatter.users.UserId;

/** A claimed row of the outbox. */
public interface Entry {

    /** Returns its number, unique within the destination; a recipient's entries go in its order. */
    long number();

    /** Returns the recipient, whose entries are delivered in order. */
    UserId recipient();

    /** Returns the number of failed tries so far. */
    int attempts();
}
