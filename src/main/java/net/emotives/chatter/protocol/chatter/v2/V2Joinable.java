package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.rooms.PublicRooms;
import net.emotives.chatter.rooms.RoomId;

import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

/** Lists the public rooms that a user may join, in pages bounded by count and by bytes. */
@Component
class V2Joinable {

    private final PublicRooms rooms;
    private final V2Words words;
    private final V2Properties properties;

    V2Joinable(PublicRooms rooms, V2Words words, V2Properties properties) {
        this.rooms = rooms;
        this.words = words;
        this.properties = properties;
    }

    ObjectNode page(V2Connection connection, V2Frame.Joinable frame) {
        var most = this.properties.roomsPage();
        var limit = frame.limit() == null ? most : Math.min(frame.limit(), most);
        var prefix = frame.prefix() == null ? "" : frame.prefix();
        var after = frame.after() == null ? null : new RoomId(frame.after());
        var page = this.rooms.page(connection.userId(), prefix, after, limit + 1);
        var shown = page.subList(0, Math.min(page.size(), limit));
        var items = new Items(this.words);
        for (var i = 0; i < shown.size(); i++) {
            items.add(i, item(shown.get(i)));
        }
        items.fit(connection.socket().queueLimit(), 0);
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
