package net.emotives.chatter.bench;

import net.emotives.chatter.testing.JarProcess;
import net.emotives.chatter.testing.OwnPostgres;
import net.emotives.chatter.testing.ProcessorTime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a team writes by hand in an afternoon: node-ws-pg.js, on a table like the original's. */
final class NodeReference implements Subject {

    private static final String TABLES =
            """
            CREATE TABLE users (id SERIAL PRIMARY KEY, username VARCHAR(128) NOT NULL UNIQUE,
                user_group VARCHAR(56));
            CREATE INDEX ON users (username);
            CREATE INDEX ON users (user_group);
            CREATE TABLE messages (id SERIAL PRIMARY KEY,
                username_from VARCHAR(128) NOT NULL REFERENCES users (username),
                username_to VARCHAR(128) NOT NULL REFERENCES users (username),
                message TEXT, image_path TEXT, created_at TIMESTAMPTZ NOT NULL);
            CREATE INDEX ON messages (username_from);
            CREATE INDEX ON messages (username_to);
            INSERT INTO users (username) SELECT 'user_' || n FROM generate_series(0, 20000) n;
            """;

    private final String name;
    private final OwnPostgres postgres;
    private final Process process;
    private final int port = JarProcess.freePort();

    NodeReference(String name, OwnPostgres postgres) {
        this.name = name;
        this.postgres = postgres;
        var database = name.replaceAll("\\W", "_");
        var url = postgres.newDatabase(database);
        postgres.jdbcClient(database).sql(TABLES).update();
        this.process =
                start(
                        List.of("node", "node-ws-pg.js", Integer.toString(this.port), "pg"),
                        url,
                        this.port);
    }

    /** Installs what the references need, and starts one. */
    static Process start(List<String> command, String databaseUrl, int port) {
        try {
            var folder = Files.createDirectories(Path.of("target", "bench")).toAbsolutePath();
            for (var script : List.of("node-ws-pg.js", "node-fanout.js")) {
                try (var source = NodeReference.class.getResourceAsStream("/bench/" + script)) {
                    Files.write(folder.resolve(script), source.readAllBytes());
                }
            }
            if (!Files.exists(folder.resolve("node_modules/socket.io"))) {
                var install =
                        new ProcessBuilder(
                                        "npm",
                                        "install",
                                        "--no-audit",
                                        "--no-fund",
                                        "ws@8",
                                        "pg@8",
                                        "socket.io@4")
                                .directory(folder.toFile())
                                .inheritIO()
                                .start();
                if (install.waitFor() != 0) {
                    throw new IllegalStateException("npm could not install the references");
                }
            }
            var builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
            builder.environment().put("PGURL", databaseUrl);
            var process = builder.start();
            awaitPort(port, process);
            return process;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Waits until it takes connections; fails where it ends before. */
    static void awaitPort(int port, Process process) throws InterruptedException {
        while (process.isAlive()) {
            try (var _ = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException notYet) {
                Thread.sleep(50);
            }
        }
        throw new IllegalStateException("it ended");
    }

    @Override
    public String name() {
        return this.name;
    }

    @Override
    public int port() {
        return this.port;
    }

    @Override
    public String path(int user) {
        return "/?token=" + Service.username(user);
    }

    @Override
    public byte[] message(int from, int to, String text) {
        return ("{\"username_from\":\""
                        + Service.username(from)
                        + "\",\"username_to\":\""
                        + Service.username(to)
                        + "\",\"message\":\""
                        + text
                        + "\"}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean promisesOrder() {
        return false;
    }

    @Override
    public Cpu.Spent cpu() {
        return new Cpu.Spent(
                ProcessorTime.of(this.process.pid()).toNanos(), this.postgres.cpu().toNanos());
    }

    @Override
    public void close() {
        this.process.destroyForcibly();
    }
}
