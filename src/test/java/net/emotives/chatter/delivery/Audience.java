package net.emotives.chatter.delivery;

import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.membership.Memberships;
import net.emotives.chatter.messages.Messages;
import net.emotives.chatter.messages.RoomStates;
import net.emotives.chatter.rooms.NewRoom;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.Visibility;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.users.User;
import net.emotives.chatter.users.UserGroup;

import java.util.Arrays;

/** Short words for a node with connections. */
record Audience(Node node) {

    User user(String name) {
        return this.node.user(name, "group");
    }

    RoomId room(User owner, User... members) {
        var id = RoomId.next();
        memberships()
                .create(
                        id,
                        new NewRoom(
                                "a room", Visibility.PUBLIC, null, new UserGroup("group"), false),
                        owner.id(),
                        Arrays.stream(members).map(User::id).toList())
                .join();
        return id;
    }

    Memberships memberships() {
        return this.node.get(Memberships.class);
    }

    long say(RoomId room, User user) {
        return this.node
                .get(Messages.class)
                .send(new Draft(room, user.id(), null, "hi", null, null))
                .join()
                .sequence();
    }

    /** Registers a connection and lets it follow, as a protocol does. */
    <T extends ListeningConnection> T listen(T connection) {
        this.node.get(Hub.class).register(connection, connection.owner(), true);
        var limit = this.node.get(FanOut.class).roomsPerConnection();
        var states =
                this.node
                        .get(RoomStates.class)
                        .overviewOfMany(connection.owner().id(), limit)
                        .rooms();
        this.node.get(FanOut.class).follow(connection, states).join();
        return connection;
    }

    ListeningConnection listen(User user) {
        return listen(new ListeningConnection(user));
    }

    void unregister(ListeningConnection connection) {
        this.node.get(Hub.class).unregister(connection);
    }
}
