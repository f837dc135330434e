package net.emotives.chatter.membership;

import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.NotAllowed;
import net.emotives.chatter.journal.spi.WritePolicy;

import org.springframework.stereotype.Component;

/** A member leaves by itself, or is removed by an owner of the room. */
@Component
class RemovalPolicy implements WritePolicy {

    @Override
    public void check(Change change, Facts facts) {
        if (change instanceof Change.Leaving leaving
                && !leaving.by().equals(leaving.user())
                && !facts.isByOwner()) {
            throw new NotAllowed("Only the owner of the room may remove somebody.");
        }
    }
}
