package net.emotives.chatter.messages;

import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.rooms.Member;
import net.emotives.chatter.rooms.Members;
import net.emotives.chatter.rooms.Room;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.RoomLog;
import net.emotives.chatter.rooms.Rooms;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes the rooms that a batch describes, locks the heads of all of its rooms, and reads what its
 * changes need to know: together, after the lock. Within the transaction of {@link GroupCommit}.
 */
@Component
class BatchReader {

    private final RoomLog log;
    private final Rooms rooms;
    private final Members members;
    private final EventRows events;
    private final JdbcOperations jdbc;
    private final BatchReactions.Limits limits;

    BatchReader(
            RoomLog log,
            Rooms rooms,
            Members members,
            EventRows events,
            JdbcOperations jdbc,
            MessagesProperties properties) {
        this.log = log;
        this.rooms = rooms;
        this.members = members;
        this.events = events;
        this.jdbc = jdbc;
        this.limits = properties.reactions();
    }

    /**
     * Reads what a batch needs.
     *
     * @param times for how many times as many messages as it has there are to be ids
     */
    Ledger.Read read(List<Pending> batch, int times) {
        var described = new LinkedHashMap<RoomId, Room>();
        var memberships = new HashSet<Members.Key>();
        var moving = new HashSet<RoomId>();
        var targets = new HashSet<Target.Key>();
        var reactions = new ArrayList<Change.Reaction>();
        var drafts = 0;
        for (var pending : batch) {
            var change = pending.change();
            switch (change) {
                case Change.Opening(var room, _, _) -> {
                    // What is only looked up makes no room; of two that ask, the first describes
                    // it.
                    if (!pending.isDoubtful()) {
                        described.putIfAbsent(room.id(), room);
                    }
                }
                case Change.OfMembers who -> {
                    memberships.add(new Members.Key(who.room(), who.user()));
                    moving.add(who.room());
                }
                case Draft(var room, _, _, _, _, var replyTo) -> {
                    drafts++;
                    if (replyTo != null) {
                        targets.add(new Target.Key(room, replyTo));
                    }
                }
                case Change.OfMessage of -> {
                    targets.add(new Target.Key(of.room(), of.message()));
                    if (of instanceof Change.Reaction given) {
                        reactions.add(given);
                    }
                }
            }
            if (!change.room().isDirect() && !(change instanceof Change.Opening)) {
                memberships.add(new Members.Key(change.room(), change.by()));
            }
        }
        var opened =
                described.isEmpty()
                        ? Set.<RoomId>of()
                        : this.log.open(List.copyOf(described.values()));
        // Nothing is read before the locks are held: what was read could be out of date.
        var reads = new Pipeline();
        var heads =
                this.log.lock(batch.stream().map(pending -> pending.key().room()).toList(), reads);
        Supplier<List<MessageId>> ids =
                drafts == 0 ? List::of : MessageRows.ids(times * drafts, reads);
        Supplier<Map<Members.Key, Member>> found =
                memberships.isEmpty() ? Map::of : this.members.find(memberships, reads);
        var asked = batch.stream().filter(Pending::mayBeKnown).toList();
        Supplier<Map<Pending.ClientKey, EventRows.Known>> known =
                asked.isEmpty() ? Map::of : this.events.known(asked, reads);
        Supplier<Map<Target.Key, Target>> targeted =
                targets.isEmpty() ? Map::of : MessageRows.targets(targets, reads);
        var reacted = BatchReactions.read(reactions, this.limits, reads);
        reads.run(this.jdbc);
        var members = found.get();
        // Who belongs to a room, and stays, need not be told whether it is public.
        memberships.stream()
                .filter(key -> !members.containsKey(key))
                .forEach(key -> moving.add(key.room()));
        return new Ledger.Read(
                heads.get(),
                ids.get(),
                opened,
                known.get(),
                new Standing(members, visitors(memberships, moving, described, opened)),
                targeted.get(),
                reacted.get());
    }

    /**
     * Returns those of the keys whose user may see the room because it is public to the user's
     * group.
     */
    private Set<Members.Key> visitors(
            Set<Members.Key> keys,
            Set<RoomId> moving,
            Map<RoomId, Room> described,
            Set<RoomId> opened) {
        if (moving.isEmpty()) {
            return Set.of();
        }
        var asked = new HashSet<>(moving);
        asked.removeAll(opened);
        var rooms = asked.isEmpty() ? new HashMap<RoomId, Room>() : this.rooms.find(asked);
        opened.forEach(room -> rooms.put(room, Objects.requireNonNull(described.get(room))));
        return this.rooms.visitors(
                keys.stream().filter(key -> moving.contains(key.room())).toList(), rooms);
    }
}
