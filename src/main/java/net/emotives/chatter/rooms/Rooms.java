package net.emotives.chatter.rooms;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import net.emotives.chatter.users.UnknownUser;
import net.emotives.chatter.users.UserId;
import net.emotives.chatter.users.Users;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Rooms and who belongs to them. */
@Component
public class Rooms {

    private final RoomRepository repository;
    private final Users users;
    private final TransactionOperations transactions;
    private final RoomsProperties properties;

    /** Direct rooms that are there: they never go, so nothing here can be out of date. */
    private final Cache<RoomId, Boolean> there = Caffeine.newBuilder().maximumSize(100_000).build();

    Rooms(
            RoomRepository repository,
            Users users,
            TransactionOperations transactions,
            RoomsProperties properties) {
        this.repository = repository;
        this.users = users;
        this.transactions = transactions;
        this.properties = properties;
    }

    /**
     * The room of the user and the one he names, opened if this is their first word. Throws {@link
     * UnknownUser}, and {@link OtherGroup} where the two may not talk.
     */
    public RoomId direct(UserId from, String to) {
        var recipient =
                UserId.of(to)
                        .flatMap(this.users::find)
                        .orElseThrow(() -> new UnknownUser(to, "to"));
        var sender = this.users.find(from).orElseThrow(() -> new UnknownUser(from.value(), "from"));
        if (!this.properties.open() && !sender.sharesGroupWith(recipient)) {
            throw new OtherGroup(recipient.id());
        }
        var room = RoomId.direct(from, recipient.id());
        if (this.there.getIfPresent(room) == null) {
            open(room);
            this.there.put(room, true);
        }
        return room;
    }

    private void open(RoomId room) {
        if (this.repository.existsById(room.value())) {
            return;
        }
        this.transactions.executeWithoutResult(_ -> {
            if (this.repository.insert(room.value()) == 1) {
                this.repository.insertHead(room.value());
                this.repository.insertMembers(
                        room.value(),
                        room.pair().stream().map(UserId::value).toArray(String[]::new));
            }
        });
    }
}
