package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.database.Reads;
import net.emotives.chatter.delivery.FanOut;
import net.emotives.chatter.journal.Message;
import net.emotives.chatter.membership.MembershipRequests;
import net.emotives.chatter.messages.RoomState;
import net.emotives.chatter.messages.RoomStates;
import net.emotives.chatter.rooms.Member;
import net.emotives.chatter.rooms.Members;
import net.emotives.chatter.rooms.NewRoom;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.Rooms;
import net.emotives.chatter.users.Realm;
import net.emotives.chatter.users.User;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Lists rooms and members, and makes rooms. */
@Component
class RoomRequests {

    /** The most bytes of a member that was read: a name of 128 characters, and the row. */
    private static final int MEMBER = 640;

    private final Rooms rooms;
    private final Members members;
    private final MembershipRequests memberships;
    private final RoomStates states;
    private final Reads reads;
    private final FanOut fanOut;
    private final RoomResolver places;
    private final FrameWriter words;
    private final ProtocolProperties properties;

    RoomRequests(
            Rooms rooms,
            Members members,
            MembershipRequests memberships,
            RoomStates states,
            Reads reads,
            FanOut fanOut,
            RoomResolver places,
            FrameWriter words,
            ProtocolProperties properties) {
        this.rooms = rooms;
        this.members = members;
        this.memberships = memberships;
        this.states = states;
        this.reads = reads;
        this.fanOut = fanOut;
        this.places = places;
        this.words = words;
        this.properties = properties;
    }

    ObjectNode list(ClientConnection connection, ClientFrame.Rooms frame) {
        var user = connection.userId();
        var after = cursor(frame.after());
        connection.awaitMemory();
        // The items take no more of the queue either (PageBuilder).
        var bytes = connection.link().queueLimit() / 2;
        try (var hold = this.reads.hold(bytes)) {
            var page =
                    hold.read(() -> this.states.page(user, after, this.properties.roomsPage() + 1));
            var asked = page.subList(0, Math.min(page.size(), this.properties.roomsPage()));
            var rooms = asked.stream().map(RoomState::room).toList();
            var newest = hold.read(() -> this.states.lastMessages(rooms, bytes));
            return answer(connection, page, newest);
        }
    }

    private ObjectNode answer(
            ClientConnection connection, List<RoomState> page, RoomStates.Newest newest) {
        var user = connection.userId();
        var shown = page.subList(0, newest.covered());
        var items = new PageBuilder(this.words);
        for (var i = 0; i < shown.size(); i++) {
            var state = shown.get(i);
            var item = this.words.object();
            describe(item, state, user);
            if (!this.fanOut.carries(connection, state.room())) {
                item.put("carried", false);
            }
            var message = newest.messages().get(state.room());
            if (message != null && message.sequence() >= state.visibleFrom()) {
                item.set("last_message", said(message.seenFrom(state.visibleFrom()), user));
            }
            items.add(i, item);
        }
        items.fit(connection.link().queueLimit(), 0);
        var ok = this.words.object();
        items.putInto(ok.putArray("items"));
        if (page.size() > shown.size() || items.isCutAfter()) {
            ok.put("after", shown.get((int) items.last()).room().value());
        }
        return ok;
    }

    private ObjectNode said(Message message, UserId user) {
        return this.words.message(message, message.sender().equals(user));
    }

    private void describe(ObjectNode item, RoomState state, UserId user) {
        var room = this.rooms.find(state.room()).orElseThrow();
        this.words
                .describe(item, room, user)
                .put("head", state.head().sequence())
                .put("role", state.member().role().slug())
                .put("members", state.head().members())
                .put("unread", state.unread())
                .put("read", state.receipt().read())
                .put("delivered", state.receipt().delivered());
    }

    CompletableFuture<ObjectNode> create(User user, ClientFrame.CreateRoom frame) {
        if (frame.room() != null && !RoomId.isChoosable(frame.room())) {
            throw BadRequest.of(
                    null,
                    "room",
                    "must have 1 to "
                            + RoomId.MAX_LENGTH
                            + " characters, none of them a control character, and not begin with"
                            + " d:");
        }
        var id = frame.room() == null ? RoomId.next() : new RoomId(frame.room());
        var described =
                new NewRoom(
                        frame.name(),
                        frame.visibility(),
                        frame.data(),
                        user.group(),
                        frame.hideHistory());
        return this.memberships
                .create(user.id().caller(), id, described, user.id(), frame.members())
                .thenApply(numbered ->
                        this.words
                                .describe(this.words.object(), described.as(id), user.id())
                                .put("head", numbered.sequence()));
    }

    ObjectNode members(ClientConnection connection, ClientFrame.Members frame) {
        var user = connection.userId();
        var room = this.places.there(frame.room());
        var _ = this.rooms.member(user, room);
        var most = this.properties.membersPage() + 1;
        connection.awaitMemory();
        try (var hold = this.reads.hold((long) most * MEMBER)) {
            return members(
                    connection,
                    hold.read(() -> this.members.page(room, after(frame.after()), most)));
        }
    }

    private ObjectNode members(ClientConnection connection, List<Member> page) {
        var shown = page.subList(0, Math.min(page.size(), this.properties.membersPage()));
        var items = new PageBuilder(this.words);
        for (var i = 0; i < shown.size(); i++) {
            var member = shown.get(i);
            items.add(
                    i,
                    this.words
                            .object()
                            .put("username", member.user().value())
                            .put("role", member.role().slug()));
        }
        items.fit(connection.link().queueLimit(), 0);
        var ok = this.words.object();
        items.putInto(ok.putArray("items"));
        if (page.size() > shown.size() || items.isCutAfter()) {
            ok.put("after", shown.get((int) items.last()).user().value());
        }
        return ok;
    }

    /** A room that others come after; no native room sorts before what no native id begins with. */
    static @Nullable RoomId cursor(@Nullable String after) {
        return after == null || Realm.isReserved(after) ? null : new RoomId(after);
    }

    private static @Nullable UserId after(@Nullable String cursor) {
        return cursor == null ? null : UserId.of(cursor).orElse(null);
    }
}
