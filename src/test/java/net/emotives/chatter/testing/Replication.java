package net.emotives.chatter.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;

/** Makes primaries and standbys of servers. */
public final class Replication {

    private Replication() {}

    /**
     * A standby of a new server, which is stopped and started for it, and from now on says that
     * something is committed when the standby has it on disk, too.
     */
    public static OwnPostgres standbyOf(OwnPostgres primary) {
        primary.stopFast();
        var standby = primary.copy();
        primary.startAgain();
        startAsStandby(standby, primary);
        // Not before the copy, or the standby would wait for one of its own once it is promoted.
        primary.jdbcClient().sql("ALTER SYSTEM SET synchronous_standby_names = '*'").update();
        primary.reload();
        await().atMost(Duration.ofMinutes(1))
                .until(() ->
                        primary.jdbcClient()
                                .sql(
                                        "SELECT EXISTS (SELECT FROM pg_stat_replication WHERE"
                                                + " sync_state = 'sync')")
                                .query(Boolean.class)
                                .single());
        return standby;
    }

    /** Starts one that is stopped. */
    public static void startAsStandby(OwnPostgres standby, OwnPostgres primary) {
        try {
            Files.writeString(
                    standby.data().resolve("postgresql.auto.conf"),
                    "primary_conninfo = 'host=127.0.0.1 port=%d user=postgres password=postgres'%n"
                            .formatted(primary.port()));
            Files.writeString(standby.data().resolve("standby.signal"), "");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        standby.startAgain();
    }

    /** It is a standby no longer, and takes what is written when this returns. */
    public static void promote(OwnPostgres standby) {
        standby.jdbcClient().sql("SELECT pg_promote()").query().singleRow();
    }
}
