package net.emotives.chatter.rooms;

import net.emotives.chatter.kernel.Caller;
import net.emotives.chatter.kernel.RateLimiter;

import org.springframework.stereotype.Component;

/**
 * Rate limits on changes of memberships per caller: rooms created, users invited, joins and leaves.
 * Each take throws {@link net.emotives.chatter.kernel.RateLimited} and takes nothing unless all of
 * it is available. Thread-safe. Never blocks. Counts on this node alone.
 */
@Component
public class RoomRates {

    private final RateLimiter<Caller> created;
    private final RateLimiter<Caller> invited;
    private final RateLimiter<Caller> moved;

    RoomRates(RoomsProperties properties) {
        this.created = new RateLimiter<>(properties.createRate());
        this.invited = new RateLimiter<>(properties.inviteRate());
        this.moved = new RateLimiter<>(properties.joinRate());
    }

    /** Returns the permits if the request had no effect. */
    @FunctionalInterface
    public interface Taken {

        void giveBack();
    }

    /** The most users that can be added at once. */
    public int invitedAtOnce() {
        return this.invited.burst();
    }

    /** Takes one room and that many invitations. */
    public Taken create(Caller caller, int members) {
        this.invited.acquire(caller, members);
        try {
            this.created.acquire(caller, 1);
        } catch (RuntimeException refused) {
            this.invited.giveBack(caller, members);
            throw refused;
        }
        return () -> {
            this.created.giveBack(caller, 1);
            this.invited.giveBack(caller, members);
        };
    }

    /** Takes an invitation. */
    public Taken invite(Caller caller) {
        return take(this.invited, caller);
    }

    /** Takes a join, a leave or a removal. */
    public Taken move(Caller caller) {
        return take(this.moved, caller);
    }

    private static Taken take(RateLimiter<Caller> rate, Caller caller) {
        rate.acquire(caller);
        return () -> rate.giveBack(caller, 1);
    }
}
