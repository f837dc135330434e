package net.emotives.chatter.bus;

import net.emotives.chatter.database.DirectDatabase;
import net.emotives.chatter.kernel.AwayLog;
import net.emotives.chatter.kernel.VitalThread;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The notifications of PostgreSQL, on two connections of its own: one hears, one tells. Many texts
 * go with one statement, which is a transaction of its own and is not waited for to be on disk.
 * Texts that are too large for a notification are stored for a short time ({@link StoredTexts}).
 */
final class PostgresBus implements Bus {

    private static final Logger log = LoggerFactory.getLogger(PostgresBus.class);

    /** PostgreSQL takes less than 8000 bytes. */
    private static final int LIMIT = 7900;

    private static final int LARGEST = 256 * 1024;

    /** For how long a listener finds a text that is too large for a notification. */
    private static final Duration STORED = Duration.ofMinutes(1);

    private static final int LISTEN_MILLIS = 5000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE_WHILE_AWAY = Duration.ofMillis(250);

    private final AwayLog away = new AwayLog(log, "The bus is away", "The bus is back");
    private final DirectDatabase database;
    private final String channel;
    private final Duration patience;
    private final StoredTexts stored = new StoredTexts(LIMIT, STORED);
    private final AtomicReference<@Nullable Connection> telling = new AtomicReference<>();
    private volatile @Nullable Thread listener;
    private volatile @Nullable Connection listening;
    private volatile boolean closing;

    PostgresBus(DirectDatabase database, String channel) {
        this(database, channel, PATIENCE);
    }

    /**
     * @param patience network timeout of the publishing connection
     */
    PostgresBus(DirectDatabase database, String channel, Duration patience) {
        this.database = database;
        this.channel = channel;
        this.patience = patience;
    }

    @Override
    public void listen(Consumer<String> heard, Runnable restored) {
        this.listener =
                // Not a virtual one: it would wait for its turn, and be parked, for each hint.
                VitalThread.platform("bus-listener", () -> listenAgainAndAgain(heard, restored));
    }

    private void listenAgainAndAgain(Consumer<String> heard, Runnable restored) {
        while (!Thread.currentThread().isInterrupted()) {
            try (var connection = this.database.connect()) {
                this.listening = connection;
                listen(connection, heard, restored);
            } catch (SQLException away) {
                if (this.listener != null) {
                    this.away.failed(away);
                }
            } catch (RuntimeException failure) {
                log.atError().setCause(failure).log("What the bus told could not be taken");
            }
            pause();
        }
    }

    private void listen(Connection connection, Consumer<String> heard, Runnable restored)
            throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("LISTEN \"" + this.channel.replace("\"", "\"\"") + '"');
            this.away.back();
            restored.run();
            var postgres = connection.unwrap(PGConnection.class);
            while (!Thread.currentThread().isInterrupted()) {
                var notifications = postgres.getNotifications(LISTEN_MILLIS);
                for (var notification : notifications) {
                    var text = StoredTexts.read(connection, notification.getParameter());
                    text.ifPresentOrElse(heard, restored);
                }
                if (notifications.length == 0) {
                    // A peer that vanished without closing is noticed by a query.
                    statement.execute("SELECT 1");
                }
            }
        }
    }

    @Override
    public void publish(List<String> texts) {
        try {
            var connection = telling();
            var told = this.stored.store(connection, texts);
            try (var statement =
                    connection.prepareStatement(
                            "SELECT pg_notify(?, n.text) FROM unnest(?) AS n (text)")) {
                statement.setString(1, this.channel);
                statement.setArray(
                        2, connection.createArrayOf("text", told.toArray(String[]::new)));
                statement.execute();
            }
        } catch (SQLException away) {
            hangUp();
            throw new BusAway(away);
        }
    }

    /**
     * Returns the connection that publishes, opened if necessary. Does not block a concurrent
     * close.
     */
    private Connection telling() throws SQLException {
        var open = this.telling.get();
        if (open != null) {
            return open;
        }
        var opened = this.database.connect();
        this.telling.set(opened);
        if (this.closing) {
            throw new SQLException("The bus is closed");
        }
        opened.setNetworkTimeout(Runnable::run, Math.toIntExact(this.patience.toMillis()));
        try (var statement = opened.createStatement()) {
            statement.execute("SET synchronous_commit = off");
        }
        return opened;
    }

    private void hangUp() {
        abort(this.telling.getAndSet(null));
    }

    /**
     * Aborts rather than closes: an interrupt does not wake a reader, and an orderly close could
     * block.
     */
    private static void abort(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException gone) {
                log.atDebug().setCause(gone).log("A broken connection could not be aborted");
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_WHILE_AWAY);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int limit() {
        return LIMIT;
    }

    @Override
    public int largest() {
        return LARGEST;
    }

    @Override
    public void close() {
        this.closing = true;
        var listener = this.listener;
        var connection = this.listening;
        this.listener = null;
        if (listener != null) {
            listener.interrupt();
        }
        abort(connection);
        hangUp();
    }
}
