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

    @ParameterizedTest
    @ValueSource(strings = {"hearing", "deaf"})
    void userComesAndGoesEverywhere(String name) {
        var user = this.one.user("comes", "group");
        presence(this.one).connected(user);
        await().until(() -> presence(watching(name)).isOnline(user.id()));
        assertThat(presence(watching(name)).online(user.group())).isPositive();

        presence(this.one).disconnected(user.id());
        await().until(() -> !presence(watching(name)).isOnline(user.id()));
        assertThat(news(watching(name), user.id())).containsExactly("CameOnline", "WentOffline");
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
        assertThat(news(this.other, user.id())).containsExactly("CameOnline", "WentOffline");
        assertThat(news(this.one, user.id())).containsExactly("CameOnline", "WentOffline");
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
        await().until(() -> presence(watching(name)).isOnline(user.id()));

        this.one.get(Users.class).recognise(user.id(), new UserGroup("after"));

        await().until(() -> news(watching(name), user.id()).size() == 3);
        assertThat(this.watching(name).get(Heard.class).presenceOf(user.id()))
                .containsExactly(
                        new PresenceEvent.CameOnline(user.id(), new UserGroup("before")),
                        new PresenceEvent.WentOffline(user.id(), new UserGroup("before")),
                        new PresenceEvent.CameOnline(user.id(), new UserGroup("after")));
        presence(this.one).disconnected(user.id());
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
