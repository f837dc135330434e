package net.emotives.chatter.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Cluster;
import net.emotives.chatter.testing.JarProcess;
import net.emotives.chatter.testing.NodeLogs;
import net.emotives.chatter.testing.OwnPostgres;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.V2Socket;
import net.emotives.chatter.testing.witness.Gathering;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Who is here, when nodes die, the database is away, and people move between nodes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(NodeLogs.class)
class LeaseIntegrationTests {

    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(3);

    /** What a slow machine may add to any delay. */
    private static final Duration ALLOWANCE = Duration.ofSeconds(15);

    private final OwnPostgres postgres = OwnPostgres.start();
    private final Cluster cluster =
            Cluster.on(
                    this.postgres.url(),
                    Map.of(
                            "CHATTER_CLUSTER_LEASE",
                            LEASE.toSeconds() + "s",
                            "CHATTER_PRESENCE_GRACE",
                            GRACE.toSeconds() + "s"));

    @BeforeAll
    void start() {
        this.cluster.start(2);
    }

    @AfterAll
    void stop() {
        this.cluster.close();
        this.postgres.close();
    }

    private V2Socket connect(int node, Person person) {
        var socket = get(node).chatter().connectV2(person);
        socket.request("ping");
        return socket;
    }

    private JarProcess get(int node) {
        return this.cluster.nodes().get(node);
    }

    private static JsonNode watch(V2Socket watcher, Person... people) {
        return watcher.request(
                "watch",
                f -> {
                    var usernames = f.putArray("usernames");
                    List.of(people).forEach(person -> usernames.add(person.username()));
                });
    }

    private static JsonNode nextPresence(V2Socket watcher, Person person) {
        return watcher.nextPush(
                "presence", push -> push.get("username").asString().equals(person.username()));
    }

    private static List<JsonNode> presences(V2Socket watcher) {
        return watcher.pushes().stream()
                .filter(push -> push.get("type").asString().equals("presence"))
                .toList();
    }

    /** Nothing happens at any of them for so long. */
    private static void assertSilence(Duration time, V2Socket... watchers) {
        var before = Stream.of(watchers).map(LeaseIntegrationTests::presences).toList();
        await().during(time)
                .atMost(time.plus(ALLOWANCE))
                .failFast(() ->
                        assertThat(
                                        Stream.of(watchers)
                                                .map(LeaseIntegrationTests::presences)
                                                .toList())
                                .isEqualTo(before))
                .until(() -> true);
    }

    @Test
    void userGoesWithItsLastConnectionAndAQuickMoveBetweenNodesIsNobodysNews() {
        var two = this.cluster.person("two");
        var mover = this.cluster.person("mover");
        try (var here = connect(0, this.cluster.person("w"));
                var there = connect(1, this.cluster.person("w"))) {
            watch(here, two, mover);
            watch(there, two, mover);
            var first = connect(0, two);
            assertNews(two, true, here, there);
            var second = connect(1, two);
            var before = connect(0, mover);
            assertNews(mover, true, here, there);
            first.close();
            before.close();
            var after = connect(1, mover);
            assertSilence(GRACE.plusSeconds(1), here, there);
            after.close();
            var back = connect(0, mover);
            assertSilence(GRACE.plusSeconds(1), here, there);
            back.close();
            assertNews(mover, false, here, there);
            second.close();
            assertNews(two, false, here, there);
        }
    }

    private static void assertNews(Person person, boolean active, V2Socket... watchers) {
        for (var watcher : watchers) {
            assertThat(nextPresence(watcher, person).get("active").asBoolean()).isEqualTo(active);
        }
    }

    @Test
    void pauseOfTheDatabaseSendsNobodyAway() {
        var one = this.cluster.person("one");
        var other = this.cluster.person("other");
        try (var here = connect(0, one)) {
            watch(here, one, other);
            var there = connect(1, other);
            nextPresence(here, other);
            var told = presences(here).size();
            if (!watch(there, one).get("items").get(0).get("active").asBoolean()) {
                nextPresence(there, one);
            }
            for (var outage :
                    List.<List<Runnable>>of(
                            List.of(this.postgres::stopFast, this.postgres::startAgain),
                            List.of(this.postgres::freeze, this.postgres::thaw))) {
                outage.getFirst().run();
                // Whatever was renewed before it has ended by then.
                assertSilence(LEASE.plusSeconds(1), here, there);
                outage.getLast().run();
                // Until both nodes hold their leases for so long that they may bury others again.
                assertSilence(LEASE.plusSeconds(2), here, there);
            }
            here.request("ping");
            there.request("ping");
            assertThat(presences(here)).hasSize(told);
            there.close();
        }
    }

    /** The last one, as it leaves a single node. */
    @Test
    @Order(Integer.MAX_VALUE)
    void whoWasOnAKilledNodeIsGoneWhenItsLeaseEnds() throws InterruptedException {
        var doomed = get(1);
        var gone = this.cluster.person("gone");
        var resumes = this.cluster.person("resumes");
        try (var gathering = new Gathering(this.postgres.jdbcClient());
                var watcher = connect(0, this.cluster.person("w"))) {
            this.cluster.address().remove(get(0));
            var stays = gathering.join(this.cluster.chatter(), resumes);
            var friend = gathering.join(get(0).chatter(), this.cluster.person("friend"));
            this.cluster.address().add(get(0));
            gathering.pair(stays, friend);
            watch(watcher, gone);
            doomed.chatter().connectV2(gone).request("ping");
            assertThat(nextPresence(watcher, gone).get("active").asBoolean()).isTrue();
            watch(watcher, resumes);
            var before = presences(watcher).size();
            gathering.talk(Duration.ofMillis(50));
            await().until(() -> gathering.acknowledged() > 20);
            // Then there is all of it left for who comes back.
            await().pollInterval(Duration.ofMillis(50)).until(() -> isLeaseFresh(gone));
            var killed = System.nanoTime();
            this.cluster.kill(doomed);
            var last = nextPresence(watcher, gone);
            var took = Duration.ofNanos(System.nanoTime() - killed);
            assertThat(last.get("active").asBoolean()).isFalse();
            System.out.printf(
                    "a killed node's user was gone after %d ms, the lease is %d ms, the grace %d%n",
                    took.toMillis(), LEASE.toMillis(), GRACE.toMillis());
            assertThat(took).isLessThan(LEASE.plus(GRACE).plus(ALLOWANCE));
            await().until(stays::isOpen);
            assertThat(stays.openings()).hasSize(2);
            gathering.stopTalking();
            assertThat(gathering.problems("killed-node", Duration.ofMinutes(1))).isEmpty();
            // He came back before the lease of the killed node ended.
            assertThat(presences(watcher)).hasSize(before + 1);
        }
    }

    /** Whether the node that he alone is on has just renewed its lease. */
    private boolean isLeaseFresh(Person person) {
        return this.postgres
                .jdbcClient()
                .sql(
                        """
                        SELECT EXISTS (
                            SELECT FROM nodes JOIN online ON online.node = nodes.id
                            WHERE online.username = ?
                            AND nodes.lease_until > now() + ? * INTERVAL '1 second')
                        """)
                .params(person.username(), LEASE.minusSeconds(1).toSeconds())
                .query(Boolean.class)
                .single();
    }
}
