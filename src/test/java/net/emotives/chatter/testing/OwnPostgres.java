package net.emotives.chatter.testing;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import javax.sql.DataSource;

/**
 * A PostgreSQL that may be mistreated: a server of its own in a folder of its own, which writes to
 * disk before it says so. What was committed outlives whatever is done to it. One thread at a time.
 */
public final class OwnPostgres implements AutoCloseable {

    private static final List<String> DURABLE =
            List.of("fsync", "synchronous_commit", "full_page_writes");

    private final Path folder;
    private final Path programs;
    private final int port;
    private boolean frozen;

    private OwnPostgres(Path folder, Path programs, int port) {
        this.folder = folder;
        this.programs = programs;
        this.port = port;
    }

    /** Starts one, and prints how durable its commits are. */
    public static OwnPostgres start() {
        var postgres = Empty.SERVER.copy();
        postgres.startAgain();
        System.out.println("PostgreSQL: " + postgres.durability());
        return postgres;
    }

    /** One that was never used, of which all others are copies: initdb takes seconds. */
    private static final class Empty {

        static final OwnPostgres SERVER = prepare();

        /**
         * Has the binaries unpacked and the folder filled; what runs later is in our hands alone.
         */
        private static OwnPostgres prepare() {
            LoggingSystem.get(OwnPostgres.class.getClassLoader())
                    .setLogLevel("io.zonky.test", LogLevel.WARN);
            try {
                var folder = Files.createTempDirectory("chatter-postgres");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
                var data = folder.resolve("data");
                try (var first =
                        EmbeddedPostgres.builder()
                                .setDataDirectory(data)
                                .setCleanDataDirectory(false)
                                .setRegisterShutdownHook(false)
                                .setPGStartupWait(Duration.ofMinutes(1))
                                .start()) {
                    var program = Path.of(postmaster(data).info().command().orElseThrow());
                    return new OwnPostgres(
                            folder, Objects.requireNonNull(program.getParent()), first.getPort());
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static void delete(Path folder) {
            try {
                FileSystemUtils.deleteRecursively(folder);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** A copy of it, while it is stopped; both are to be started. */
    OwnPostgres copy() {
        try {
            var folder = Files.createTempDirectory("chatter-postgres");
            var copy = new OwnPostgres(folder, this.programs, JarProcess.freePort());
            run(List.of("cp", "-a", data().toString(), copy.data().toString()));
            return copy;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Refuses to write, or does no longer; connections that are open stay. */
    public void readOnly(boolean readOnly) {
        jdbcClient().sql("ALTER SYSTEM SET default_transaction_read_only = " + readOnly).update();
        reload();
    }

    void reload() {
        jdbcClient().sql("SELECT pg_reload_conf()").query().singleRow();
    }

    /** What SHOW says of the settings that make a commit durable. */
    String durability() {
        var shown = new ArrayList<String>();
        for (var setting : DURABLE) {
            var value = jdbcClient().sql("SHOW " + setting).query(String.class).single();
            shown.add(setting + "=" + value);
        }
        return String.join(" ", shown);
    }

    public int port() {
        return this.port;
    }

    public DataSource dataSource() {
        return dataSource("postgres");
    }

    private DataSource dataSource(String database) {
        var source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:%d/%s".formatted(this.port, database));
        source.setUser("postgres");
        source.setPassword("postgres");
        return source;
    }

    /** The address of a new and empty database there, as {@code DATABASE_URL} has it. */
    public String newDatabase(String name) {
        jdbcClient().sql("CREATE DATABASE " + name).update();
        return url(name);
    }

    /** The address of the database that is always there. */
    public String url() {
        return url("postgres");
    }

    private String url(String database) {
        return "postgres://postgres:postgres@127.0.0.1:%d/%s".formatted(this.port, database);
    }

    /** The processor time that its processes have used so far, those that ended among them. */
    public Duration cpu() {
        try {
            var postmaster = postmaster(data());
            return postmaster
                    .descendants()
                    .map(process -> ProcessorTime.of(process.pid()))
                    .reduce(ProcessorTime.withChildren(postmaster.pid()), Duration::plus);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A new connection for each statement. */
    public JdbcClient jdbcClient() {
        return JdbcClient.create(dataSource());
    }

    /** The same in another of its databases. */
    public JdbcClient jdbcClient(String database) {
        return JdbcClient.create(dataSource(database));
    }

    /** Starts it, on the same port each time, and waits until it takes connections. */
    public void startAgain() {
        var options = new StringBuilder("-p " + this.port + " -c listen_addresses=127.0.0.1");
        // On the command line, so that nothing else can say otherwise.
        DURABLE.forEach(setting -> options.append(" -c ").append(setting).append("=on"));
        control("start", "-o", options.toString(), "-l", this.folder.resolve("log").toString());
    }

    /** Ends it without a checkpoint, as a crash does: at the next start it must recover. */
    public void stopImmediately() {
        control("stop", "-m", "immediate");
    }

    /** Ends it in good order; transactions that are open are rolled back. */
    public void stopFast() {
        control("stop", "-m", "fast");
    }

    private void control(String what, String... options) {
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            // PostgreSQL does not run as root.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(this.programs.resolve("pg_ctl").toString(), what, "-w", "-t", "60"));
        command.addAll(List.of("-D", data().toString()));
        command.addAll(List.of(options));
        run(command);
    }

    /** All of its processes stand still; connections stay open, and new ones are not answered. */
    public void freeze() {
        this.frozen = true;
        signal("-STOP");
    }

    /** They go on where they stood. */
    public void thaw() {
        signal("-CONT");
        this.frozen = false;
    }

    private void signal(String signal) {
        try {
            // The postmaster first, so that no process is born meanwhile.
            var postmaster = postmaster(data());
            run(List.of("kill", signal, Long.toString(postmaster.pid())));
            for (var child : postmaster.descendants().toList()) {
                signalChild(signal, child);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void signalChild(String signal, ProcessHandle child) {
        try {
            run(List.of("kill", signal, Long.toString(child.pid())));
        } catch (IllegalStateException failure) {
            // One that ended meanwhile has nothing to be told.
            if (child.isAlive()) {
                throw failure;
            }
        }
    }

    private static ProcessHandle postmaster(Path data) throws IOException {
        try (var lines = Files.lines(data.resolve("postmaster.pid"))) {
            return ProcessHandle.of(Long.parseLong(lines.findFirst().orElseThrow())).orElseThrow();
        }
    }

    private void run(List<String> command) {
        var output = this.folder.resolve("output");
        try {
            // Not a pipe: what the server inherits never ends.
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            if (process.waitFor() != 0) {
                var said = Files.readString(output, StandardCharsets.UTF_8);
                throw new IllegalStateException(command + ": " + said);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    Path data() {
        return this.folder.resolve("data");
    }

    @Override
    public void close() {
        try {
            if (Files.exists(data().resolve("postmaster.pid"))) {
                if (this.frozen) {
                    thaw();
                }
                stopImmediately();
            }
            // A child of it may write until it notices.
            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptions()
                    .until(() ->
                            FileSystemUtils.deleteRecursively(this.folder)
                                    || !Files.exists(this.folder));
        } catch (RuntimeException failure) {
            throw new IllegalStateException("PostgreSQL in " + this.folder, failure);
        }
    }
}
