package net.emotives.chatter.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.journal.Replay;
import net.emotives.chatter.membership.DirectRooms;
import net.emotives.chatter.membership.Memberships;
import net.emotives.chatter.messages.RoomStates;
import net.emotives.chatter.messages.Scene;
import net.emotives.chatter.presence.Presence;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.users.Realm;
import net.emotives.chatter.users.UnknownUser;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;
import net.emotives.chatter.users.Users;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.util.List;
import java.util.UUID;

/** That users, groups and rooms of two realms never meet, where all of a realm may talk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealmsIntegrationTests {

    private static final Realm APP = new Realm("app");
    private static final Realm OTHER = new Realm("app-2");

    private final TestDatabase database = TestDatabase.create();
    private Scene scene = new Scene(Node.shared());

    @BeforeAll
    void start() {
        this.scene = new Scene(Node.on(this.database, "chatter.rooms.open=true"));
    }

    @AfterAll
    void stop() {
        this.scene.node().close();
        this.database.close();
    }

    private <T> T get(Class<T> type) {
        return this.scene.node().get(type);
    }

    private UserId user(Realm realm, String name) {
        var id = new UserId(realm, name);
        get(Users.class).recognise(id, new UserGroup(realm, "group"));
        return id;
    }

    private RoomId open(Realm realm, UserId owner, String name) {
        var id = RoomId.next(realm);
        var described =
                new NewRoom(name, Visibility.PUBLIC, null, new UserGroup(realm, "group"), false);
        Scene.now(get(Memberships.class).create(id, described, owner, List.of()));
        return id;
    }

    @Test
    void directRoomsOfTheSameNamesAreTwo() {
        var name = "x".repeat(100) + UUID.randomUUID();
        var rooms = get(DirectRooms.class);
        for (var realm : List.of(Realm.NATIVE, APP)) {
            var alice = user(realm, "a" + name.substring(40));
            var bob = user(realm, "b" + name.substring(40));
            var room = rooms.of(alice, bob.name());
            this.scene.say(room, alice, "in " + realm);
            assertThat(get(Replay.class).piece(room, 0, 1, 1000).events()).hasSize(1);
            assertThat(get(RoomStates.class).page(bob, null, 10))
                    .singleElement()
                    .satisfies(state -> assertThat(state.room()).isEqualTo(room));
            assertThat(get(RoomStates.class).overviewOfMany(bob, 10).rooms()).isEmpty();
        }
    }

    @Test
    void namesAreLookedUpInTheRealmOfTheCaller() {
        var carl = user(APP, "carl");
        user(Realm.NATIVE, "dora");
        assertThatThrownBy(() -> get(DirectRooms.class).of(carl, "dora"))
                .isInstanceOf(UnknownUser.class);
        var room = open(APP, carl, "Carl's");
        assertThatThrownBy(() -> get(Memberships.class).invite(room, carl, "dora"))
                .isInstanceOf(UnknownUser.class);
    }

    @Test
    void publicRoomsAreSeenInTheirRealmAlone() {
        var prefix = "Room " + UUID.randomUUID();
        for (var realm : List.of(Realm.NATIVE, APP, OTHER)) {
            var owner = user(realm, "owner");
            var room = open(realm, owner, prefix + " of " + realm);
            for (var from : List.of(Realm.NATIVE, APP, OTHER)) {
                var visitor = user(from, "visitor");
                if (from.equals(realm)) {
                    assertThat(get(PublicRooms.class).page(visitor, prefix, null, 10))
                            .extracting(found -> found.room().id())
                            .contains(room)
                            .allMatch(id -> id.realm().equals(from));
                    assertThat(get(Rooms.class).seenBy(visitor, room).id()).isEqualTo(room);
                    Scene.now(get(Memberships.class).join(room, visitor));
                } else {
                    assertThatThrownBy(() -> get(Rooms.class).seenBy(visitor, room))
                            .isInstanceOf(RoomNotFound.class);
                    assertThatThrownBy(() -> get(Memberships.class).join(room, visitor))
                            .isInstanceOf(RoomNotFound.class);
                }
            }
        }
    }

    @Test
    void groupsOfTheSameNameAreTwo() {
        var name = "eva-" + UUID.randomUUID();
        var ours = user(Realm.NATIVE, name);
        var theirs = user(APP, name);
        var users = get(Users.class);
        assertThat(users.inGroup(new UserGroup("group"), null, 1000))
                .extracting(user -> user.id())
                .contains(ours)
                .doesNotContain(theirs);
        assertThat(users.inGroup(new UserGroup(APP, "group"), null, 1000))
                .extracting(user -> user.id())
                .contains(theirs)
                .allMatch(id -> id.realm().equals(APP));
    }

    @Test
    void presenceOfTheSameNameIsTwo() {
        var presence = get(Presence.class);
        var name = "fay-" + UUID.randomUUID();
        var ours = user(Realm.NATIVE, name);
        var theirs = user(APP, name);
        presence.connected(get(Users.class).find(theirs).orElseThrow());
        await().until(() -> presence.isOnline(theirs));
        assertThat(presence.isOnline(ours)).isFalse();
        assertThat(presence.online(new UserGroup(APP, "group"))).isEqualTo(1);
        presence.disconnected(theirs);
    }
}
