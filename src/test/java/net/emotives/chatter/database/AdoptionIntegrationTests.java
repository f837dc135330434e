package net.emotives.chatter.database;

import static net.emotives.chatter.database.OriginalDatabase.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.TestDatabase;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What a start makes of the schemas that it may meet, and that two starts do not quarrel. */
class AdoptionIntegrationTests {

    private static final String HISTORY = "chatter_schema_history";

    @Test
    void buildsTheSchemaInAnEmptyDatabase() {
        try (var database = TestDatabase.empty()) {
            Start.once(database);
            assertThat(SchemaSnapshot.tables(database)).contains(HISTORY, "users", "outbox");
            assertThat(versions(database)).startsWith("0", "1", "2");
        }
    }

    /** So that other tests may begin with a copy of the schema. */
    @Test
    void databaseOfTheTestsHasWhatAStartBuilds() {
        try (var copied = TestDatabase.create();
                var built = TestDatabase.empty()) {
            Start.once(built);
            assertThat(SchemaSnapshot.of(copied)).isEqualTo(SchemaSnapshot.of(built));
            assertThat(history(copied)).isEqualTo(history(built));
            Start.once(copied);
            assertThat(history(copied)).isEqualTo(history(built));
        }
    }

    @Test
    void buildsTheSchemaBesideTablesOfOthers() {
        try (var database = TestDatabase.empty()) {
            run(
                    database,
                    "CREATE TABLE flyway_schema_history (installed_rank INT PRIMARY KEY)",
                    "INSERT INTO flyway_schema_history VALUES (7)",
                    "CREATE TABLE notes (id SERIAL PRIMARY KEY)");
            Start.once(database);
            assertThat(SchemaSnapshot.tables(database)).contains("users", "notes");
            assertThat(count(database, "flyway_schema_history")).isOne();
        }
    }

    @Test
    void buildsTheSchemaInTheSchemaOfTheAddressAndLeavesAnother() {
        try (var database = OriginalDatabase.empty()) {
            run(database, "CREATE SCHEMA \"Ours here\"");
            Start.with(database.url() + "?currentSchema=%22Ours%20here%22")
                    .run(context -> assertThat(context).hasNotFailed());
            assertThat(SchemaSnapshot.tables(database))
                    .containsExactly("messages", "tokens", "users");
            assertThat(count(database, "\"Ours here\".rooms")).isZero();
        }
    }

    @Test
    void startsAgainOnWhatItBuilt() {
        try (var database = OriginalDatabase.empty()) {
            Start.once(database);
            var built = SchemaSnapshot.of(database);
            Start.once(database);
            assertThat(SchemaSnapshot.of(database)).isEqualTo(built);
            assertThat(versions(database)).startsWith("1", "2").doesNotHaveDuplicates();
        }
    }

    @Test
    void finishesWhatAKilledStartBegan() {
        try (var database = OriginalDatabase.awkward()) {
            Flyway.configure()
                    .dataSource(database.dataSource())
                    .table(HISTORY)
                    .baselineVersion("1")
                    .load()
                    .baseline();
            Start.once(database);
            assertThat(count(database, "rooms")).isPositive();
        }
    }

    @Test
    void knowsTheNamesOfAllTablesThatItMakes() {
        try (var database = TestDatabase.empty()) {
            Start.once(database);
            var known = new HashSet<>(OriginalSchema.TABLES);
            known.addAll(OriginalSchema.LATER_TABLES);
            known.add(HISTORY);
            assertThat(known).containsAll(SchemaSnapshot.tables(database));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void letsNodesStartAtOnce(boolean original) throws Exception {
        try (var database = original ? OriginalDatabase.awkward() : TestDatabase.empty()) {
            var nodes = 4;
            var barrier = new CyclicBarrier(nodes);
            var starts = new ArrayList<Future<?>>();
            try (var threads = Executors.newFixedThreadPool(nodes)) {
                for (var node = 0; node < nodes; node++) {
                    starts.add(
                            threads.submit(() -> {
                                barrier.await();
                                Start.once(database);
                                return null;
                            }));
                }
            }
            for (var start : starts) {
                start.get();
            }
            assertThat(versions(database)).doesNotHaveDuplicates().contains("2");
            assertThat(count(database, "messages")).isEqualTo(original ? 100_017 : 0);
        }
    }

    @Test
    void looksAtTheSchemaOnlyWhenNoOtherNodeIsAtIt() throws Exception {
        try (var database = TestDatabase.empty();
                var threads = Executors.newSingleThreadExecutor();
                var other = database.dataSource().getConnection();
                var statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(%d)".formatted(Adoption.LOCK));
            var start =
                    threads.submit(() ->
                            Start.with(database.url() + "?socketTimeout=3")
                                    .run(context -> assertThat(context).hasFailed()));
            await().until(() -> start.isDone() || waitsForFiveSeconds(database));
            statement.execute("CREATE TABLE rooms (id INT)");
            statement.execute("SELECT pg_advisory_unlock(%d)".formatted(Adoption.LOCK));
            start.get();
            assertThat(SchemaSnapshot.tables(database)).containsExactly("rooms");
        }
    }

    @Test
    void takesLongerThanTheTimeoutsOfTheAddressAndTheServer() throws Exception {
        try (var database = OriginalDatabase.empty();
                var threads = Executors.newSingleThreadExecutor();
                var reader = database.dataSource().getConnection()) {
            run(
                    database,
                    "ALTER DATABASE %s SET statement_timeout = '3s'".formatted(database.name()),
                    "ALTER DATABASE %s SET lock_timeout = '3s'".formatted(database.name()),
                    "ALTER DATABASE %s SET idle_in_transaction_session_timeout = '3s'"
                            .formatted(database.name()));
            reader.setAutoCommit(false);
            try (var statement = reader.createStatement()) {
                statement.execute("SELECT count(*) FROM messages");
            }
            var start =
                    threads.submit(() ->
                            Start.with(database.url() + "?socketTimeout=3")
                                    .run(context -> assertThat(context).hasNotFailed()));
            await().until(() -> start.isDone() || waitsForFiveSeconds(database));
            reader.rollback();
            start.get();
        }
    }

    private static boolean waitsForFiveSeconds(TestDatabase database) throws SQLException {
        return database.jdbcClient()
                .sql(
                        """
                        SELECT count(*) > 0 FROM pg_stat_activity
                        WHERE datname = current_database() AND wait_event_type = 'Lock'
                        AND clock_timestamp() - query_start > interval '5 s'
                        """)
                .query(Boolean.class)
                .single();
    }

    private static long count(TestDatabase database, String table) {
        return database.jdbcClient()
                .sql("SELECT count(*) FROM " + table)
                .query(Long.class)
                .single();
    }

    private static List<String> history(TestDatabase database) {
        return database.jdbcClient()
                .sql(
                        "SELECT concat_ws(' ', version, type, script, checksum, success) FROM "
                                + HISTORY)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static List<String> versions(TestDatabase database) {
        return database.jdbcClient()
                .sql("SELECT version FROM " + HISTORY + " ORDER BY installed_rank")
                .query((row, _) -> row.getString(1))
                .list();
    }
}
