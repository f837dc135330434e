package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.database.Reads;
import net.emotives.chatter.rooms.PublicRooms;

import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Lists the public rooms that a user may join, in pages bounded by count and by bytes. */
@Component
class JoinableRooms {

    /** Bytes of a room that was read, besides its name and its data. */
    private static final int ROOM = 256;

    private final PublicRooms rooms;
    private final Reads reads;
    private final FrameWriter words;
    private final ProtocolProperties properties;

    JoinableRooms(
            PublicRooms rooms, Reads reads, FrameWriter words, ProtocolProperties properties) {
        this.rooms = rooms;
        this.reads = reads;
        this.words = words;
        this.properties = properties;
    }

    ObjectNode page(ClientConnection connection, ClientFrame.Joinable frame) {
        var most = this.properties.roomsPage();
        var limit = frame.limit() == null ? most : Math.min(frame.limit(), most);
        var prefix = frame.prefix() == null ? "" : frame.prefix();
        var after = RoomRequests.cursor(frame.after());
        connection.awaitMemory();
        try (var hold = this.reads.hold((limit + 1) * largest())) {
            return answer(
                    connection,
                    hold.read(() -> this.rooms.page(connection.userId(), prefix, after, limit + 1)),
                    limit);
        }
    }

    /** The most bytes that a room takes, its name as UTF-8. */
    private long largest() {
        return ROOM + 4L * this.properties.nameLimit() + this.properties.dataLimit().toBytes();
    }

    private ObjectNode answer(
            ClientConnection connection, List<PublicRooms.Found> page, int limit) {
        var shown = page.subList(0, Math.min(page.size(), limit));
        var items = new PageBuilder(this.words);
        for (var i = 0; i < shown.size(); i++) {
            items.add(i, item(shown.get(i)));
        }
        items.fit(connection.link().queueLimit(), 0);
        var ok = this.words.object();
        items.putInto(ok.putArray("items"));
        if (page.size() > shown.size() || items.isCutAfter()) {
            ok.put("after", shown.get((int) items.last()).room().id().value());
        }
        return ok;
    }

    private ObjectNode item(PublicRooms.Found found) {
        var item = this.words.describe(this.words.object(), found.room());
        item.put("members", found.members());
        if (found.joined()) {
            item.put("joined", true);
        }
        return item;
    }
}
