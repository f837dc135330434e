package net.emotives.chatter.journal.writer;

import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.journal.MessageId;
import net.emotives.chatter.journal.ReactionLimits;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.rooms.Member;
import net.emotives.chatter.rooms.Members;
import net.emotives.chatter.rooms.Room;
import net.emotives.chatter.rooms.RoomId;
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
 * Inserts the rooms that a batch creates, locks the heads of all its rooms, and then reads what its
 * decisions need in the same round trip. Runs within the transaction of {@link GroupCommit}.
 */
@Component
class BatchReader {

    private final Rooms rooms;
    private final Members members;
    private final ClientIds clientIds;
    private final JdbcOperations jdbc;
    private final ReactionLimits reactionLimits;

    BatchReader(
            Rooms rooms,
            Members members,
            ClientIds clientIds,
            JdbcOperations jdbc,
            ReactionLimits reactionLimits) {
        this.rooms = rooms;
        this.members = members;
        this.clientIds = clientIds;
        this.jdbc = jdbc;
        this.reactionLimits = reactionLimits;
    }

    /**
     * Reads the state that a batch is decided on.
     *
     * @param times multiple of the number of messages for which ids are taken
     */
    Ledger.Read read(List<PendingChange> batch, int times) {
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
                    // A lookup inserts no room; of two changes with one id, the first describes it.
                    if (!pending.isLookupOnly()) {
                        described.putIfAbsent(room.id(), room);
                    }
                }
                case Change.OfMembers of -> {
                    memberships.add(new Members.Key(of.room(), of.user()));
                    moving.add(of.room());
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
                        : RoomRows.insert(List.copyOf(described.values()), this.jdbc);
        // Nothing is read before the lock, since it could be out of date.
        var reads = new Pipeline();
        var heads =
                HeadRows.lock(batch.stream().map(pending -> pending.key().room()).toList(), reads);
        Supplier<List<MessageId>> ids =
                drafts == 0 ? List::of : MessageRows.ids(times * drafts, reads);
        Supplier<Map<Members.Key, Member>> found =
                memberships.isEmpty() ? Map::of : this.members.find(memberships, reads);
        var asked = batch.stream().filter(PendingChange::mayBeCommitted).toList();
        Supplier<Map<PendingChange.ClientKey, ClientIds.Known>> known =
                asked.isEmpty() ? Map::of : this.clientIds.known(asked, reads);
        Supplier<Map<Target.Key, Target>> targeted =
                targets.isEmpty() ? Map::of : MessageRows.targets(targets, reads);
        var reacted = BatchReactions.read(reactions, this.reactionLimits, reads);
        reads.run(this.jdbc);
        var members = found.get();
        // Only for users that join, leave or are no members does it matter if the room is public.
        memberships.stream()
                .filter(key -> !members.containsKey(key))
                .forEach(key -> moving.add(key.room()));
        return new Ledger.Read(
                heads.get(),
                ids.get(),
                opened,
                known.get(),
                new BatchMembership(members, visitors(memberships, moving, described, opened)),
                targeted.get(),
                reacted.get());
    }

    /**
     * Reads the events of a change whose outcome was unknown. For the creation of a room these are
     * all of its events, as only the last one has the client id.
     */
    List<RoomEvent> eventsOf(Ledger.Resolved resolved) {
        var found = resolved.found();
        return resolved.pending().change() instanceof Change.Opening
                ? EventRows.upTo(found.room(), found.sequence(), this.jdbc)
                : List.of(found);
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
