package net.emotives.chatter.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.cluster.Cluster;
import net.emotives.chatter.testing.Heard;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.users.User;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;
import net.emotives.chatter.users.Users;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.IntStream;

/** Who is online on any of several nodes, whether they hear each other or not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PresenceOverNodesIntegrationTests {

    private final TestDatabase database = TestDatabase.create();
    private final Node one = node("chatter");
    private final Node other = node("chatter");
    private final Node deaf = node("deaf");

    private Node node(String channel) {
        return Node.on(
                this.database,
                "chatter.between-nodes.channel=" + channel,
                "chatter.cluster.lease=8s",
                "chatter.presence.grace=2s");
    }

    @AfterAll
    void stop() {
        List.of(this.one, this.other, this.deaf).forEach(Node::close);
        this.database.close();
    }

    private Node watching(String name) {
        return name.equals("deaf") ? this.deaf : this.other;
    }

    private static Presence presence(Node node) {
        return node.get(Presence.class);
    }

    private static List<String> news(Node node, UserId user) {
        return node.get(Heard.class).presenceOf(user).stream()
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    private static void awaitNews(Node node, UserId user, String... news) {
        await().untilAsserted(() -> assertThat(news(node, user)).containsExactly(news));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hearing", "deaf"})
    void userComesAndGoesEverywhere(String name) {
        var user = this.one.user("comes", "group");
        presence(this.one).connected(user);
        awaitNews(watching(name), user.id(), "CameOnline");
        assertThat(presence(watching(name)).isOnline(user.id())).isTrue();
        assertThat(presence(watching(name)).online(user.group())).isPositive();

        presence(this.one).disconnected(user.id());
        awaitNews(watching(name), user.id(), "CameOnline", "WentOffline");
        assertThat(presence(watching(name)).isOnline(user.id())).isFalse();
        assertThat(presence(watching(name)).lastSeen(List.of(user.id()))).containsKey(user.id());
    }

    @Test
    void goesWithTheLastNode() {
        var user = this.one.user("twice", "group");
        presence(this.one).connected(user);
        presence(this.other).connected(user);
        await().until(() -> onNodes(user.id()) == 2);

        presence(this.one).disconnected(user.id());
        await().until(() -> onNodes(user.id()) == 1);
        assertThat(presence(this.one).isOnline(user.id())).isTrue();

        presence(this.other).disconnected(user.id());
        await().until(() -> !presence(this.one).isOnline(user.id()));
        awaitNews(this.other, user.id(), "CameOnline", "WentOffline");
        awaitNews(this.one, user.id(), "CameOnline", "WentOffline");
    }

    private int onNodes(UserId user) {
        return this.database
                .jdbcClient()
                .sql("SELECT count(*) FROM online WHERE username = ?")
                .param(user.value())
                .query(Integer.class)
                .single();
    }

    @Test
    void quickMoveIsNobodysNews() {
        var user = this.one.user("moves", "group");
        presence(this.one).connected(user);
        await().until(() -> presence(this.other).isOnline(user.id()));

        presence(this.one).disconnected(user.id());
        presence(this.other).connected(user);
        await().until(() -> onNodes(user.id()) == 1 && isOn(user, this.other));

        assertThat(news(this.one, user.id())).containsExactly("CameOnline");
        assertThat(news(this.other, user.id())).containsExactly("CameOnline");
        presence(this.other).disconnected(user.id());
    }

    private boolean isOn(User user, Node node) {
        return this.database
                        .jdbcClient()
                        .sql("SELECT count(*) FROM online WHERE username = ? AND node = ?")
                        .params(user.id().value(), node.get(Cluster.class).self().value())
                        .query(Integer.class)
                        .single()
                == 1;
    }

    @ParameterizedTest
    @ValueSource(strings = {"hearing", "deaf"})
    void movesToAnotherGroupEverywhere(String name) {
        var user = this.one.user("regroups", "before");
        presence(this.one).connected(user);
        awaitNews(watching(name), user.id(), "CameOnline");

        this.one.get(Users.class).recognise(user.id(), new UserGroup("after"));

        await().until(() -> news(watching(name), user.id()).size() == 3);
        assertThat(this.watching(name).get(Heard.class).presenceOf(user.id()))
                .containsExactly(
                        new PresenceEvent.CameOnline(user.id(), new UserGroup("before")),
                        new PresenceEvent.WentOffline(user.id(), new UserGroup("before")),
                        new PresenceEvent.CameOnline(user.id(), new UserGroup("after")));
        presence(this.one).disconnected(user.id());
    }

    /** Many threads open and close connections of the same users, with no grace to hide behind. */
    @Test
    void publishesOfEachUserInOrderAndLastWhatItIs() throws InterruptedException {
        try (var node = Node.on(this.database, "chatter.presence.grace=0s")) {
            var users =
                    IntStream.range(0, 8).mapToObj(i -> node.user("busy" + i, "group")).toList();
            var threads =
                    IntStream.range(0, 16)
                            .mapToObj(i -> Thread.ofPlatform().start(() -> flap(node, users, i)))
                            .toList();
            for (var thread : threads) {
                thread.join();
            }

            for (var i = 0; i < users.size(); i++) {
                var user = users.get(i).id();
                var last = staysOnline(i) ? "CameOnline" : "WentOffline";
                var rows = staysOnline(i) ? 1 : 0;
                await().untilAsserted(() -> assertThat(news(node, user)).last().isEqualTo(last));
                assertThat(presence(node).isOnline(user)).isEqualTo(staysOnline(i));
                assertThat(inTurns(news(node, user))).isTrue();
                await().until(() -> onNodes(user) == rows);
            }
        }
    }

    private static void flap(Node node, List<User> users, int thread) {
        for (var round = 0; round < 2_000; round++) {
            var user = users.get((thread + round) % users.size());
            presence(node).connected(user);
            presence(node).disconnected(user.id());
        }
        if (thread < users.size() && staysOnline(thread)) {
            presence(node).connected(users.get(thread));
        }
    }

    private static boolean staysOnline(int user) {
        return user % 2 == 0;
    }

    private static boolean inTurns(List<String> news) {
        return IntStream.range(0, news.size())
                .allMatch(i -> news.get(i).equals(i % 2 == 0 ? "CameOnline" : "WentOffline"));
    }

    @Test
    void nodeThatWasTakenForGoneTellsEverythingAgain() {
        var user = this.one.user("stays", "group");
        presence(this.one).connected(user);
        await().until(() -> presence(this.deaf).isOnline(user.id()));
        var self = this.one.get(Cluster.class).self().value();

        this.database.jdbcClient().sql("DELETE FROM nodes WHERE id = ?").param(self).update();

        await().until(() -> onNodes(user.id()) == 1);
        await().until(() -> presence(this.deaf).isOnline(user.id()));
        assertThat(news(this.one, user.id())).containsExactly("CameOnline");
        presence(this.one).disconnected(user.id());
    }

    @Test
    void usersOfANodeThatEndedWithoutAWordGoWhenItsLeaseEnds() {
        var name = "left_" + System.nanoTime();
        this.database
                .jdbcClient()
                .sql(
                        """
                        WITH killed AS (
                            INSERT INTO nodes (id, lease_until, roll)
                            VALUES ('killed', now() + INTERVAL '2 seconds', 1) RETURNING id)
                        INSERT INTO online (node, username, user_group) SELECT id, ?, 'group' FROM killed
                        """)
                .param(name)
                .update();
        var user = new UserId(name);
        await().until(() -> presence(this.deaf).isOnline(user));
        await().until(() -> !presence(this.deaf).isOnline(user));
        await().until(() -> presence(this.one).lastSeen(List.of(user)).containsKey(user));
        await().until(() -> onNodes(user) == 0);
    }
}
