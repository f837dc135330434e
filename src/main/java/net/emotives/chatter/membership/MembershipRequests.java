package net.emotives.chatter.membership;

import net.emotives.chatter.journal.Committed;
import net.emotives.chatter.journal.RoomAlreadyExists;
import net.emotives.chatter.kernel.Caller;
import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode.Category;
import net.emotives.chatter.rooms.NewRoom;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.RoomRates;
import net.emotives.chatter.rooms.Rooms;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * {@link Memberships} on behalf of a caller, within its rate limits; same answers, and {@link
 * net.emotives.chatter.kernel.RateLimited}. Effects are counted: an added member is one invitation,
 * and a request that is refused or has no effect costs nothing. If the outcome of a write is
 * unknown, it counts.
 */
@Component
public class MembershipRequests {

    private final Memberships memberships;
    private final Rooms rooms;
    private final RoomRates rates;

    MembershipRequests(Memberships memberships, Rooms rooms, RoomRates rates) {
        this.memberships = memberships;
        this.rooms = rooms;
        this.rates = rates;
    }

    /** The most members that a new room can be given at once. */
    public int membersAtOnce() {
        return this.rates.invitedAtOnce();
    }

    /** {@link Memberships#create} with members that the owner named in {@code members}. */
    public CompletableFuture<Committed> create(
            Caller caller, RoomId id, NewRoom described, UserId owner, List<String> named) {
        if (this.rooms.find(id).isPresent()) {
            throw new RoomAlreadyExists(id);
        }
        var members = new LinkedHashSet<>(this.rooms.invitable(owner, named, "members"));
        members.remove(owner);
        return counted(
                this.rates.create(caller, members.size()),
                () -> this.memberships.create(id, described, owner, List.copyOf(members)));
    }

    /** {@link Memberships#join}. */
    public CompletableFuture<Committed> join(Caller caller, RoomId room, UserId user) {
        return counted(this.rates.move(caller), () -> this.memberships.join(room, user));
    }

    /** {@link Memberships#leave}. */
    public CompletableFuture<Committed> leave(Caller caller, RoomId room, UserId user) {
        return counted(this.rates.move(caller), () -> this.memberships.leave(room, user));
    }

    /** {@link Memberships#invite}. */
    public CompletableFuture<Committed> invite(
            Caller caller, RoomId room, UserId by, String username) {
        return counted(
                this.rates.invite(caller), () -> this.memberships.invite(room, by, username));
    }

    /** {@link Memberships#remove}. */
    public CompletableFuture<Committed> remove(
            Caller caller, RoomId room, UserId by, String username) {
        return counted(this.rates.move(caller), () -> this.memberships.remove(room, by, username));
    }

    private static CompletableFuture<Committed> counted(
            RoomRates.Taken taken, Supplier<CompletableFuture<Committed>> change) {
        try {
            return change.get()
                    .whenComplete((numbered, failure) -> {
                        if (cameToNothing(numbered, failure)) {
                            taken.giveBack();
                        }
                    });
        } catch (RuntimeException refused) {
            // Nothing was handed in yet.
            taken.giveBack();
            throw refused;
        }
    }

    private static boolean cameToNothing(
            @Nullable Committed numbered, @Nullable Throwable failure) {
        return numbered == null
                ? failure instanceof ChatterException refusal
                        && refusal.code().category() != Category.SERVER
                : numbered.repeated();
    }
}
