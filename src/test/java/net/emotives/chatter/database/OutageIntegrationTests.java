package net.emotives.chatter.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.messages.Scene;
import net.emotives.chatter.testing.Node;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What PostgreSQL says, as it comes through the driver, the pool, Hibernate and Spring. */
class OutageIntegrationTests {

    private final JdbcTemplate jdbc = Node.shared().get(JdbcTemplate.class);
    private final TransactionOperations transactions =
            Node.shared().get(TransactionOperations.class);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08006", "08003", "25006", "40001", "40P01", "53100", "53200", "53300", "55P03",
                "57014", "57P01", "57P02", "57P03", "58030"
            })
    void waitsForADatabaseThatIsAwayForNow(String state) {
        assertThat(Outage.explains(failureOf(state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22001", "22021", "23503", "23505", "42601", "54000", "P0001", "XX000"})
    void doesNotWaitForAStatementThatIsNeverTaken(String state) {
        assertThat(Outage.explains(failureOf(state))).isFalse();
    }

    @Test
    void waitsWhereTheConnectionBreaksWithinATransaction() {
        var failure =
                catchThrowableOfType(
                        RuntimeException.class,
                        () ->
                                this.transactions.executeWithoutResult(_ ->
                                        this.jdbc.execute(
                                                "SELECT pg_terminate_backend(pg_backend_pid())")));

        assertThat(Outage.explains(failure)).isTrue();
    }

    @Test
    void doesNotWaitForAFaultOfOurs() {
        assertThat(Outage.explains(new IllegalStateException("a fault"))).isFalse();
    }

    @Test
    void requestsThatHoldAllConnectionsTheyCanLeaveTheWriterSome() throws Exception {
        var scene = new Scene(Node.shared());
        var alice = scene.user("alice");
        var room = scene.direct(alice, scene.user("bob"));
        var taken = new ConcurrentLinkedQueue<Connection>();
        try {
            Thread last;
            do {
                // A thread of the system does not wait but for its turn.
                last = Thread.ofPlatform().start(() -> take(taken));
                var thread = last;
                await().until(() -> !thread.isAlive() || waits(thread));
            } while (!last.isAlive());
            last.interrupt();
            last.join();

            assertThat(taken).hasSize(7);
            assertThat(scene.say(room, alice, "hi").sequence()).isEqualTo(1);
        } finally {
            for (var connection : taken) {
                connection.close();
            }
        }
        try (var again = Node.shared().dataSource().getConnection()) {
            assertThat(again.isValid(5)).isTrue();
        }
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING;
    }

    private static void take(Queue<Connection> taken) {
        try {
            taken.add(Node.shared().dataSource().getConnection());
        } catch (SQLException interrupted) {
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        }
    }

    private RuntimeException failureOf(String state) {
        return catchThrowableOfType(
                RuntimeException.class,
                () ->
                        this.transactions.executeWithoutResult(_ ->
                                this.jdbc.execute(
                                        "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '%s'; END $$"
                                                .formatted(state))));
    }
}
