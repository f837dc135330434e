package net.emotives.chatter.database;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.kernel.StartRefused;
import net.emotives.chatter.testing.PgBouncer;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import javax.sql.DataSource;

/** The start with an address beside a pooler. */
class DirectAddressIntegrationTests {

    @Test
    void migratesBesideThePoolerAndWorksThroughIt() {
        try (var database = TestDatabase.empty();
                var pooler = PgBouncer.before(database)) {
            Start.with(pooler.url())
                    .withPropertyValues("chatter.database.direct-url=" + database.url())
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        var jdbc = JdbcClient.create(context.getBean(DataSource.class));
                        assertThat(jdbc.sql("SELECT count(*) FROM messages").query().singleValue())
                                .isEqualTo(0L);
                        try (var direct = context.getBean(DirectDatabase.class).connect()) {
                            assertThat(direct.getMetaData().getURL())
                                    .contains(":" + database.port() + "/");
                        }
                    });
        }
    }

    @Test
    void refusesTwoAddressesThatLeadToTwoPlaces() {
        try (var one = TestDatabase.empty();
                var other = TestDatabase.empty()) {
            Start.on(one)
                    .withPropertyValues("chatter.database.direct-url=" + other.url())
                    .run(context ->
                            assertThat(context.getStartupFailure())
                                    .rootCause()
                                    .isInstanceOf(StartRefused.class)
                                    .hasMessageStartingWith(
                                            "chatter.database.direct-url (DATABASE_DIRECT_URL) must"
                                                + " lead to the same as chatter.database.url"
                                                + " (DATABASE_URL), but one leads to schema public"
                                                + " of database "
                                                    + other.name()));
            assertThat(tables(other)).isZero();
        }
    }

    @Test
    void saysThatThePoolerIsAway() {
        try (var database = TestDatabase.empty()) {
            Start.with("postgres://u:s3cret@127.0.0.1:1/d")
                    .withPropertyValues("chatter.database.direct-url=" + database.url())
                    .run(context ->
                            assertThat(context.getStartupFailure())
                                    .rootCause()
                                    .isInstanceOf(StartRefused.class)
                                    .hasMessageStartingWith(
                                            "chatter.database.url (DATABASE_URL) leads to no pooler"
                                                    + " that lets chatter in:")
                                    .hasMessageNotContaining("s3cret"));
            assertThat(tables(database)).isZero();
        }
    }

    private static long tables(TestDatabase database) {
        return database.jdbcClient()
                .sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
                .query(Long.class)
                .single();
    }
}
