package net.emotives.chatter.messages;

import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.journal.NotAllowed;
import net.emotives.chatter.journal.spi.WritePolicy;

import org.springframework.stereotype.Component;

/** A message is edited by its author, and deleted by its author or an owner of the room. */
@Component
class AuthorPolicy implements WritePolicy {

    @Override
    public void check(Change change, Facts facts) {
        switch (change) {
            case Change.Edit edit -> {
                if (!facts.isByAuthor(edit)) {
                    throw new NotAllowed("Only its author may edit a message.");
                }
            }
            case Change.Deletion deletion -> {
                if (!facts.isByAuthor(deletion) && !facts.isByOwner()) {
                    throw new NotAllowed(
                            "Only its author and the owner of the room may delete a message.");
                }
            }
            case Draft _, Change.Reaction _, Change.OfMembers _, Change.Opening _ -> {}
        }
    }
}
