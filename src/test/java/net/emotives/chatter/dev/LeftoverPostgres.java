package net.emotives.chatter.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a killed try-out leaves behind: a PostgreSQL that runs on, or its pid file. Only to be used
 * while holding the folder, so that the server found is nobody else's.
 */
final class LeftoverPostgres {

    private static final int PATIENCE_SECONDS = 15;

    private final Path program;
    private final Path pidFile;

    private LeftoverPostgres(Path program, Path data) {
        this.program = program;
        this.pidFile = data.resolve("postmaster.pid");
    }

    /** Looks for the program's server on the data; both are real paths, without links. */
    static LeftoverPostgres of(Path program, Path data) {
        return new LeftoverPostgres(program, data);
    }

    /**
     * Afterwards no server runs on the data and no pid file keeps the next from starting.
     *
     * @throws IOException when the server does not end
     */
    void end() throws IOException {
        if (Files.exists(this.pidFile)) {
            var server = server();
            if (server.isPresent()) {
                stop(server.get());
            }
            // The number may belong to another program by now, which PostgreSQL takes for a server.
            Files.deleteIfExists(this.pidFile);
        }
    }

    private Optional<ProcessHandle> server() throws IOException {
        var lines = Files.readAllLines(this.pidFile);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(process -> isOurs(process.info()));
    }

    private boolean isOurs(ProcessHandle.Info info) {
        var executable = info.command().orElse("");
        return executable.startsWith(this.program.toString())
                && executable.contains("/bin/postgres");
    }

    private static void stop(ProcessHandle server) throws IOException {
        try {
            // SIGINT is PostgreSQL's fast shutdown: it waits for no client, and loses nothing.
            new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start().waitFor();
            server.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IOException(
                    "the one of an earlier run, process %d, does not end".formatted(server.pid()),
                    failure);
        }
    }
}
