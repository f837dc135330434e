package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.delivery.Hub;
import net.emotives.chatter.delivery.Topic;
import net.emotives.chatter.kernel.RateLimiter;
import net.emotives.chatter.messages.RoomStates;
import net.emotives.chatter.presence.Presence;
import net.emotives.chatter.presence.Typing;
import net.emotives.chatter.protocol.chatter.Timestamps;
import net.emotives.chatter.rooms.NotAMember;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.RoomNotFound;
import net.emotives.chatter.rooms.Rooms;
import net.emotives.chatter.users.UserId;

import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

import java.util.HashSet;
import java.util.List;

/** Requests about presence and typing. */
@Component
class PresenceRequests {

    private final Hub hub;
    private final Presence presence;
    private final Typing typing;
    private final Rooms rooms;
    private final RoomStates states;
    private final RoomResolver places;
    private final FrameWriter words;
    private final ProtocolProperties properties;
    private final RateLimiter<UserId> typingRates;
    private final RateLimiter<UserId> watchRates;

    PresenceRequests(
            Hub hub,
            Presence presence,
            Typing typing,
            Rooms rooms,
            RoomStates states,
            RoomResolver places,
            FrameWriter words,
            ProtocolProperties properties) {
        this.hub = hub;
        this.presence = presence;
        this.typing = typing;
        this.rooms = rooms;
        this.states = states;
        this.places = places;
        this.words = words;
        this.properties = properties;
        this.typingRates = new RateLimiter<>(properties.typingRate());
        this.watchRates = new RateLimiter<>(properties.watchRate());
    }

    ObjectNode typing(UserId user, ClientFrame.Typing frame) {
        var room = this.places.looked(user, frame.place());
        var told = mayBeTold(user, room);
        if (frame.active() && told) {
            var field = frame.place().to() == null ? "room" : "to";
            this.rooms
                    .barrier(user, room, field)
                    .ifPresent(barrier -> {
                        throw barrier;
                    });
            this.typingRates.acquire(user);
            this.typing.started(room, user);
        } else {
            this.typing.stopped(room, user);
        }
        return this.words.object();
    }

    /** Returns true if the room is small enough for typing; throws for a user that is no member. */
    private boolean mayBeTold(UserId user, RoomId room) {
        if (room.isDirect()) {
            if (!room.pair().contains(user)) {
                throw new RoomNotFound(room);
            }
            return true;
        }
        return this.states
                .of(user, room)
                .map(state -> state.head().members() <= this.properties.typingRoomLimit())
                .orElseThrow(() -> new NotAMember(this.rooms.seenBy(user, room).id()));
    }

    ObjectNode watch(ClientConnection connection, ClientFrame.Watch frame) {
        if (!frame.on()) {
            return unwatch(connection, frame);
        }
        var names = frame.usernames().stream().distinct().toList();
        if (names.size() > this.presence.watched()) {
            throw new TooManyWatched(this.presence.watched());
        }
        this.watchRates.acquire(connection.userId(), names.size());
        return watch(connection, this.rooms.reachable(connection.userId(), names, "usernames"));
    }

    private ObjectNode watch(ClientConnection connection, List<UserId> users) {
        var all = new HashSet<>(connection.watched());
        all.addAll(users);
        if (all.size() > this.presence.watched()) {
            throw new TooManyWatched(this.presence.watched());
        }
        var ok = this.words.object();
        var items = ok.putArray("items");
        var away = users.stream().filter(user -> !this.presence.isOnline(user)).toList();
        var seen = this.presence.lastSeen(away);
        for (var user : users) {
            connection.watched().add(user);
            this.hub.subscribe(connection, new Topic.OfPresence(user));
            var active = this.presence.isOnline(user);
            var item = items.addObject().put("username", user.value()).put("active", active);
            if (!active && seen.containsKey(user)) {
                item.put("last_seen", Timestamps.of(seen.get(user)));
            }
        }
        return ok;
    }

    private ObjectNode unwatch(ClientConnection connection, ClientFrame.Watch frame) {
        for (var name : frame.usernames()) {
            UserId.of(name)
                    .filter(connection.watched()::remove)
                    .ifPresent(
                            user -> this.hub.unsubscribe(connection, new Topic.OfPresence(user)));
        }
        var ok = this.words.object();
        ok.putArray("items");
        return ok;
    }
}
