package net.emotives.chatter.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.testing.PgBouncer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * The service behind a real PgBouncer in transaction mode, on a database that would rather not wait
 * for its disk.
 */
@TestInstance(Lifecycle.PER_CLASS)
class PoolerIntegrationTests {

    /** Notes at each commit what it is done with. */
    private static final String NOTES =
            """
            CREATE TABLE noted (relation TEXT, session INT, durability TEXT, patience TEXT);
            CREATE FUNCTION note() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
                INSERT INTO noted VALUES (TG_TABLE_NAME, pg_backend_pid(),
                    current_setting('synchronous_commit'), current_setting('statement_timeout'));
                RETURN NULL;
            END $$;
            """;

    private final TestDatabase database = TestDatabase.empty();
    private final JdbcClient jdbc = this.database.jdbcClient();
    private final PgBouncer pooler = PgBouncer.before(this.database);
    private final Service service = start();

    private Service start() {
        this.jdbc
                .sql(
                        "ALTER DATABASE %s SET synchronous_commit = off"
                                .formatted(this.database.name()))
                .update();
        return Service.on(this.pooler.url(), Map.of("DATABASE_DIRECT_URL", this.database.url()));
    }

    @BeforeAll
    void note() {
        this.jdbc.sql(NOTES).update();
        // Written in a transaction, and by a statement alone.
        for (var table : List.of("messages", "receipts", "users", "tokens")) {
            this.jdbc
                    .sql(
                            """
                            CREATE CONSTRAINT TRIGGER note AFTER INSERT OR UPDATE ON %s
                            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note()
                            """
                                    .formatted(table))
                    .update();
        }
    }

    @AfterAll
    void stop() {
        this.service.close();
        this.pooler.close();
        this.database.close();
    }

    @Test
    void letsTwoTalkAndComeBackAndReadBack() {
        var chatter = this.service.chatter();
        var alice = chatter.known(this.service.neighbours().person("alice", "here"));
        var bob = chatter.known(this.service.neighbours().person("bob", "here"));
        try (var a = chatter.connectV2(alice)) {
            String room;
            try (var b = chatter.connectV2(bob)) {
                room = a.to(bob.username(), "one", "hi").get("room").asString();
                assertThat(b.nextPush("sent").get("message").get("text").asString())
                        .isEqualTo("hi");
                b.request("read", f -> f.put("room", room).put("sequence", 1));
                assertThat(a.nextPush("read").get("sequence").asLong()).isEqualTo(1);
            }
            // Often enough that a statement would be prepared, were it not for the pooler.
            for (var i = 2; i <= 30; i++) {
                a.send(room, "c" + i, "m" + i);
            }
            try (var b = chatter.connectV2(bob)) {
                var state = b.resume(a.welcome().get("epoch").asString(), Map.of(room, 1L));
                assertThat(state.get("rooms").get(room).get("recovered").asBoolean()).isTrue();
                for (var i = 2; i <= 30; i++) {
                    assertThat(b.nextPush("sent").get("sequence").asLong()).isEqualTo(i);
                }
            }
            var page = a.request("history", f -> f.put("room", room).put("limit", 100));
            assertThat(page.get("items"))
                    .extracting(event -> event.get("sequence").asLong())
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, 30).boxed().toList());
        }
    }

    @Test
    void writesDurablyWhateverTheDatabasesDefault() throws InterruptedException {
        try (var crowd = new Crowd(this.service, this.jdbc, 16)) {
            await().atMost(Duration.ofMinutes(2)).until(() -> crowd.acknowledged() > 500);
            crowd.judge();
        }
        var commits =
                this.jdbc
                        .sql(
                                """
                                SELECT relation || ': ' || durability || ', ' || patience, count(*),
                                    count(DISTINCT session)
                                FROM noted GROUP BY 1
                                """)
                        .query((row, _) -> Map.entry(row.getString(1), row.getInt(3)))
                        .list();
        assertThat(commits)
                .extracting(Map.Entry::getKey)
                .contains("messages: on, 20s", "users: on, 20s", "tokens: on, 20s")
                .allMatch(commit -> commit.endsWith(": on, 20s"));
        // As many sessions as the pooler has, so that the run counts.
        assertThat(commits).extracting(Map.Entry::getValue).contains(PgBouncer.SESSIONS);
    }

    @Test
    void leavesNothingBehindInSessionsThatOthersUse() {
        var source = new PGSimpleDataSource();
        source.setUrl(this.pooler.jdbcUrl());
        source.setUser(this.database.user());
        source.setPassword(this.database.password());
        var others = JdbcClient.create(source);
        var seen = new TreeSet<String>();
        try (var crowd = new Crowd(this.service, this.jdbc, 16)) {
            await().atMost(Duration.ofMinutes(2)).until(() -> crowd.acknowledged() > 200);
            for (var i = 0; i < 200; i++) {
                seen.add(
                        others.sql(
                                        """
                                        SELECT current_setting('synchronous_commit') || ' '
                                            || current_setting('enable_seqscan')
                                        """)
                                .query(String.class)
                                .single());
            }
        }
        assertThat(seen).containsExactly("off on");
    }
}
