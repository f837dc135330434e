package net.emotives.chatter.journal.writer;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.messages.Scene;
import net.emotives.chatter.rooms.NewRoom;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.Visibility;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.testing.SentStatements;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;
import net.emotives.chatter.users.Users;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a batch sends to PostgreSQL, each line a round trip: the same for a hundred changes as for
 * one, on a node that knows their rooms and on one that does not.
 */
@TestInstance(Lifecycle.PER_CLASS)
class StatementCountIntegrationTests {

    private static final int PARTNERS = 100;

    private final TestDatabase database = TestDatabase.create();
    private final SentStatements sent = new SentStatements();
    private final Scene scene = new Scene(Node.noted(this.database, this.sent));
    private final Node strange = Node.noted(this.database, this.sent);

    @AfterAll
    void stop() {
        this.strange.close();
        this.scene.node().close();
        this.database.close();
    }

    @Test
    void ofMessagesInDirectRooms() {
        assertSends(
                this::directMessages,
                "SELECT room_heads; SELECT generate_series; SELECT messages",
                "UPDATE room_heads; INSERT changes; UPDATE members; INSERT messages; INSERT outbox;"
                        + " COMMIT");
    }

    @Test
    void ofMessagesInRoomsOfMany() {
        assertSends(
                count -> inRooms(count, (room, owner) -> Scene.draft(room, owner, "c1", "hi")),
                "SELECT room_heads; SELECT generate_series; SELECT members; SELECT messages",
                "UPDATE room_heads; INSERT changes; UPDATE members; INSERT messages; COMMIT");
    }

    @Test
    void ofMessagesWithoutANameThatAnswerOthers() {
        assertSends(
                count ->
                        inRooms(
                                count,
                                (room, owner) ->
                                        new Draft(
                                                room, owner, null, "hi", null, said(room, owner))),
                "SELECT room_heads; SELECT generate_series; SELECT members; SELECT rooms",
                "UPDATE room_heads; INSERT changes; UPDATE members; INSERT messages; COMMIT");
    }

    @Test
    void ofEditsAndDeletions() {
        assertSends(
                count -> {
                    var changes = inRooms(count, this::edit);
                    changes.addAll(inRooms(count, this::deletion));
                    return changes;
                },
                "SELECT room_heads; SELECT members; SELECT messages; SELECT rooms",
                "UPDATE room_heads; INSERT changes; INSERT room_events; UPDATE messages; COMMIT");
    }

    @Test
    void ofReactions() {
        assertSends(
                count -> inRooms(count, this::reaction),
                "SELECT room_heads; SELECT members; SELECT rooms; SELECT reactions; SELECT"
                        + " reactions; SELECT reactions",
                "UPDATE room_heads; INSERT changes; INSERT room_events; INSERT reactions; COMMIT");
    }

    @Test
    void ofPeopleWhoComeAndOwnersWhoGo() {
        var bob = this.scene.user("bob");
        var carol = this.scene.user("carol");
        assertSends(
                count -> {
                    var changes = inRooms(count, (room, _) -> new Change.Joining(room, bob, bob));
                    changes.addAll(inRooms(count, (room, owner) -> leaving(room, owner, carol)));
                    return changes;
                },
                "SELECT room_heads; SELECT members",
                "SELECT rooms",
                "DELETE members; INSERT members; UPDATE members; UPDATE room_heads; INSERT changes;"
                        + " INSERT room_events; COMMIT");
    }

    @Test
    void ofRoomsThatAreMade() {
        assertSends(
                count ->
                        Stream.generate(() -> opening(this.scene.user("owner")))
                                .limit(count)
                                .collect(Collectors.toCollection(ArrayList<Change>::new)),
                "WITH rooms",
                "SELECT room_heads",
                "INSERT members; UPDATE room_heads; INSERT changes; INSERT room_events; COMMIT");
    }

    @Test
    void ofMessagesOfPeopleWhoDoNotBelong() {
        var eve = this.scene.user("eve");
        assertSends(
                count -> inRooms(count, (room, _) -> Scene.draft(room, eve, null, "hi")),
                "SELECT room_heads; SELECT generate_series; SELECT members",
                "SELECT rooms");
    }

    private void assertSends(IntFunction<List<Change>> changes, String... statements) {
        var expected = new ArrayList<>(List.of(statements));
        assertThat(sentFor(this.strange, changes.apply(1))).isEqualTo(expected);
        assertThat(sentFor(this.strange, changes.apply(PARTNERS))).isEqualTo(expected);
        // What was never seen before is asked for, and never again.
        expected.remove("SELECT rooms");
        assertThat(sentFor(this.scene.node(), changes.apply(1))).isEqualTo(expected);
        assertThat(sentFor(this.scene.node(), changes.apply(PARTNERS))).isEqualTo(expected);
    }

    private List<String> sentFor(Node node, List<Change> changes) {
        // The requesting user is in the cache before the change reaches the writer.
        changes.forEach(change -> node.get(Users.class).find(change.by()));
        this.sent.forget();
        new Batch(node).commit(changes);
        return this.sent.by(Thread.currentThread().getName());
    }

    private List<Change> directMessages(int count) {
        var changes = new ArrayList<Change>();
        for (var i = 0; i < count; i++) {
            var alice = this.scene.user("alice");
            var room = this.scene.direct(alice, this.scene.user("bob"));
            changes.add(Scene.draft(room, alice, "c1", "hi"));
        }
        return changes;
    }

    private List<Change> inRooms(int count, BiFunction<RoomId, UserId, Change> change) {
        var owners = Stream.generate(() -> this.scene.user("owner")).limit(count).toList();
        var openings = owners.stream().map(StatementCountIntegrationTests::opening).toList();
        new Batch(this.scene.node()).commit(openings);
        return openings.stream()
                .map(made -> change.apply(made.room(), made.by()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private long said(RoomId room, UserId user) {
        return this.scene.say(room, user, "hi").sequence();
    }

    private Change edit(RoomId room, UserId owner) {
        return new Change.Edit(room, owner, "e1", said(room, owner), "ho");
    }

    private Change deletion(RoomId room, UserId owner) {
        return new Change.Deletion(room, owner, "d1", said(room, owner));
    }

    private Change reaction(RoomId room, UserId owner) {
        return new Change.Reaction(room, owner, null, said(room, owner), "+1", true);
    }

    private Change leaving(RoomId room, UserId owner, UserId heir) {
        this.scene.invite(room, owner, heir);
        return new Change.Leaving(room, owner, owner);
    }

    private static Change.Opening opening(UserId owner) {
        var described =
                new NewRoom("a room", Visibility.PUBLIC, null, new UserGroup("group"), false);
        return new Change.Opening(described.as(RoomId.next()), owner, List.of());
    }
}
