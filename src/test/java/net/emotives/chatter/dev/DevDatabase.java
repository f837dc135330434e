package net.emotives.chatter.dev;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A PostgreSQL whose data outlives the process, even one that was killed. Everything of it lies in
 * the folder: program, data and log. It listens on loopback only.
 */
final class DevDatabase implements AutoCloseable {

    private final EmbeddedPostgres postgres;

    private DevDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /**
     * Starts on what an earlier run left, or from nothing.
     *
     * @throws TryoutRefused when PostgreSQL does not start
     */
    static DevDatabase start(DevFolder folder) {
        var program = folder.resolve("postgres-program");
        var data = folder.resolve("postgres");
        var complete = folder.resolve("postgres.complete");
        var log = folder.resolve("postgres.log");
        try {
            LeftoverPostgres.of(program, data).end();
            if (!Files.exists(complete)) {
                // A first start that was cut off leaves half a cluster, with nothing of anyone's.
                FileSystemUtils.deleteRecursively(data);
            }
            Files.deleteIfExists(log);
            var postgres = start(program, data, log);
            Files.writeString(complete, "The first start came to its end.\n");
            return new DevDatabase(postgres);
        } catch (IOException | IllegalStateException failure) {
            throw new TryoutRefused(
                    "PostgreSQL did not start (%s); %s tells more. Deleting %s begins anew, without the old messages."
                            .formatted(failure.getMessage(), log, data.getParent()),
                    failure);
        }
    }

    private static EmbeddedPostgres start(Path program, Path data, Path log) throws IOException {
        return EmbeddedPostgres.builder()
                // The default, a folder for all users under /tmp, is swept by some systems in part.
                .setOverrideWorkingDirectory(program.toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                // Its own hook would stop the database while the application still uses it.
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .setErrorRedirector(Redirect.appendTo(log.toFile()))
                .setLocaleConfig("locale", "C")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("unix_socket_directories", "")
                .start();
    }

    /** Where it listens, in the form of the contract. */
    String url() {
        return "postgres://postgres:postgres@localhost:%d/postgres"
                .formatted(this.postgres.getPort());
    }

    @Override
    public void close() throws IOException {
        this.postgres.close();
    }
}
