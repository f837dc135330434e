package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.database.Reads;
import net.emotives.chatter.messages.History;
import net.emotives.chatter.messages.HistoryCursor;
import net.emotives.chatter.messages.Page;
import net.emotives.chatter.messages.Reactions;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.Rooms;
import net.emotives.chatter.users.UserId;

import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;

/** Pages of what was said. A cursor is a sequence, though clients need not know. */
@Component
class HistoryRequests {

    private final History history;
    private final Reads reads;
    private final Reactions reactions;
    private final Rooms rooms;
    private final RoomResolver places;
    private final FrameWriter words;

    HistoryRequests(
            History history,
            Reads reads,
            Reactions reactions,
            Rooms rooms,
            RoomResolver places,
            FrameWriter words) {
        this.history = history;
        this.reads = reads;
        this.reactions = reactions;
        this.rooms = rooms;
        this.places = places;
        this.words = words;
    }

    ObjectNode page(ClientConnection connection, ClientFrame.History frame) {
        var user = connection.userId();
        var room = this.places.looked(user, frame.place());
        var sight = sight(user, room);
        connection.awaitMemory();
        // The items take no more of the queue either (PageBuilder).
        var bytes = connection.link().queueLimit() / 2;
        var view = new Reactions.View(user, nearest(frame), bytes);
        // For the messages, and for the reactions to them.
        try (var hold = this.reads.hold(2 * bytes)) {
            var page = hold.read(() -> page(sight, frame, bytes));
            var given = hold.read(() -> this.reactions.of(room, page.items(), view));
            return answer(connection, frame, sight, page, given);
        }
    }

    private ObjectNode answer(
            ClientConnection connection,
            ClientFrame.History frame,
            History.Sight sight,
            Page page,
            Map<Long, List<Reactions.Given>> given) {
        var user = connection.userId();
        var items = new PageBuilder(this.words);
        for (var message : page.items()) {
            var reactions = given.getOrDefault(message.sequence(), List.of());
            var seen = message.seenFrom(sight.from());
            items.add(message.sequence(), this.words.message(seen, user, reactions));
        }
        items.fit(connection.link().queueLimit(), nearest(frame));
        var ok = this.words.object();
        items.putInto(ok.putArray("items"));
        if ((page.older() || items.isCutBefore()) && !items.isEmpty()) {
            ok.put("before", Long.toString(items.first()));
        }
        if ((page.newer() || items.isCutAfter()) && !items.isEmpty()) {
            ok.put("after", Long.toString(items.last()));
        }
        return ok;
    }

    /** The sequence next to which what is asked for is; that of the newest is not known. */
    private static long nearest(ClientFrame.History frame) {
        return frame.cursor() == null ? Long.MAX_VALUE : frame.cursor();
    }

    private History.Sight sight(UserId user, RoomId id) {
        var room = this.rooms.find(id);
        if (room.isEmpty()) {
            // Two users that never talked have an empty history.
            return History.Sight.whole(id);
        }
        var member = this.rooms.member(user, id);
        return new History.Sight(id, room.get().hidesHistory() ? member.joined() : 1);
    }

    private Page page(History.Sight sight, ClientFrame.History frame, long bytes) {
        var extent =
                new History.Extent(
                        frame.limit() == null ? this.history.page() : frame.limit(), bytes);
        if (frame.cursor() == null) {
            return this.history.newest(sight, 0, extent);
        }
        var cursor = new HistoryCursor(frame.cursor());
        return switch (frame.direction()) {
            case BEFORE -> this.history.before(sight, cursor, extent);
            case AFTER -> this.history.after(sight, cursor, extent);
            case AROUND -> this.history.around(sight, cursor, extent);
        };
    }
}
