package net.emotives.chatter.bench;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.FastJar;
import net.emotives.chatter.testing.JarProcess;
import net.emotives.chatter.testing.OwnPostgres;
import net.emotives.chatter.testing.ProcessorTime;
import net.emotives.chatter.testing.QuickNeighbours;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The jar unpacked, as the AOT cache needs it, started with that and without on one and the same
 * database, whose schema is there.
 */
record UnpackedJar(Path folder, Map<String, String> environment) {

    private static final String JAVA = System.getProperty("java.home") + "/bin/java";
    private static final List<String> JVM =
            List.of(JarProcess.AS_THE_IMAGE, "-Xmx512m", "-XX:+UseSerialGC");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** What it had used when it said that it was ready. */
    record Start(Duration cpu, Duration wall, long resident) {}

    static UnpackedJar unpack(OwnPostgres postgres, QuickNeighbours stands) {
        var folder = Path.of("target", "bench", "unpacked").toAbsolutePath();
        FastJar.unpack(folder);
        var environment =
                new HashMap<>(JarProcess.environment(postgres.newDatabase("start"), stands));
        environment.put("HOST", "127.0.0.1");
        return new UnpackedJar(folder, environment);
    }

    private Path cache() {
        return this.folder.resolve("bench.aot");
    }

    /** Starts it once to write down what there is to load. */
    void train() {
        var _ = start(List.of(FastJar.TRAINING, "-XX:AOTCacheOutput=" + cache()));
        if (!Files.exists(cache())) {
            throw new IllegalStateException("no cache came of it");
        }
        System.out.printf("the AOT cache has %.0f MB%n", cache().toFile().length() / 1e6);
    }

    Start start(boolean cached) {
        return start(cached ? List.of("-XX:AOTCache=" + cache()) : List.of());
    }

    private Start start(List<String> options) {
        var port = JarProcess.freePort();
        var command = new ArrayList<>(List.of(JAVA));
        command.addAll(JVM);
        command.addAll(options);
        command.addAll(List.of("-jar", this.folder.resolve("chatter.jar").toString()));
        command.add("--server.port=" + port);
        var begun = System.nanoTime();
        var process = launch(command, this.environment);
        try {
            awaitReady(process, new Chatter(port), begun);
            return new Start(
                    ProcessorTime.of(process.pid()),
                    Duration.ofNanos(System.nanoTime() - begun),
                    Memory.resident(process.pid()));
        } finally {
            process.destroy();
            end(process);
        }
    }

    private static void awaitReady(Process process, Chatter chatter, long begun) {
        while (!isReady(chatter)) {
            if (!process.isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new IllegalStateException("it does not become ready");
            }
            Crowd.sleep(Duration.ofMillis(5));
        }
    }

    private static boolean isReady(Chatter chatter) {
        try {
            return chatter.get("/readyz", null).status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private static Process launch(List<String> command, Map<String, String> environment) {
        var log = Path.of("target", "bench", "start.log").toFile();
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.toPath().getParent());
            return builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void end(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("it does not end");
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
