package net.emotives.chatter.testing;

import static org.awaitility.Awaitility.await;

import net.emotives.chatter.TestDatabase;

import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real PgBouncer in transaction mode before a database, with few sessions for many. */
public final class PgBouncer implements AutoCloseable {

    /** Sessions of PostgreSQL that all its clients share. */
    public static final int SESSIONS = 3;

    private final TestDatabase database;
    private final Path folder;
    private final int port;
    private final Process process;

    private PgBouncer(TestDatabase database, Path folder, int port, Process process) {
        this.database = database;
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Starts one; takes what Debian's package {@code pgbouncer} installs. */
    public static PgBouncer before(TestDatabase database) {
        try {
            var folder = Files.createTempDirectory("chatter-pgbouncer");
            var port = freePort();
            var settings = folder.resolve("pgbouncer.ini");
            Files.writeString(settings, settings(database, port));
            // It does not run as root, and whom it runs as must read its settings.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            var command = new ArrayList<String>();
            if ("root".equals(System.getProperty("user.name"))) {
                command.addAll(
                        List.of(
                                "setpriv",
                                "--reuid=nobody",
                                "--regid=nogroup",
                                "--clear-groups",
                                "--"));
            }
            command.addAll(List.of(program(), settings.toString()));
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("log").toFile())
                            .start();
            var bouncer = new PgBouncer(database, folder, port, process);
            await().atMost(Duration.ofMinutes(1)).until(bouncer::takesConnections);
            return bouncer;
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "PgBouncer is needed; Debian has it as pgbouncer", failure);
        }
    }

    private static String program() {
        var debian = Path.of("/usr/sbin/pgbouncer");
        return Files.isExecutable(debian) ? debian.toString() : "pgbouncer";
    }

    private static String settings(TestDatabase database, int port) {
        return """
        [databases]
        * = host=%s port=%d user=%s password=%s
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = any
        pool_mode = transaction
        default_pool_size = %d
        max_client_conn = 100
        """
                .formatted(
                        database.host(),
                        database.port(),
                        database.user(),
                        database.password(),
                        port,
                        SESSIONS);
    }

    private boolean takesConnections() throws IOException {
        if (!this.process.isAlive()) {
            throw new IllegalStateException(
                    "it ended: " + Files.readString(this.folder.resolve("log")));
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Its address for the database, as {@code DATABASE_URL} has it. */
    public String url() {
        return "postgres://%s:%s@127.0.0.1:%d/%s"
                .formatted(
                        this.database.user(),
                        this.database.password(),
                        this.port,
                        this.database.name());
    }

    /** The same for JDBC, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/%s?prepareThreshold=0"
                .formatted(this.port, this.database.name());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        this.process.destroyForcibly();
        try {
            this.process.waitFor(10, TimeUnit.SECONDS);
            FileSystemUtils.deleteRecursively(this.folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
