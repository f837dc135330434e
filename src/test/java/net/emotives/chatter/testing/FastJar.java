package net.emotives.chatter.testing;

import static org.awaitility.Awaitility.await;

import net.emotives.chatter.TestDatabase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The jar unpacked as the image has it, with what a first start taught the JVM: processes start in
 * a third of the time, which counts where a test starts many. Made once for each jar.
 */
public final class FastJar {

    /**
     * Of a JVM that writes a cache, as the image's does (src/main/docker/train): what is said there
     * of how a method was compiled binds whoever has the cache.
     */
    public static final String TRAINING = "-XX:TieredStopAtLevel=2";

    /** The jar of this build. */
    public static final Path BUILT = Path.of("target", "chatter.jar");

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Map<Path, List<String>> COMMANDS = new HashMap<>();

    private FastJar() {}

    static String java() {
        return System.getProperty("java.home") + "/bin/java";
    }

    /** The whole command of a process that measures nothing. */
    public static List<String> lean() {
        var command = new ArrayList<>(List.of(java()));
        command.addAll(JarProcess.LEAN);
        command.addAll(command(BUILT));
        return command;
    }

    /** What follows the options of the JVM on the command line. */
    static synchronized List<String> command(Path jar) {
        return COMMANDS.computeIfAbsent(jar, FastJar::prepare);
    }

    private static List<String> prepare(Path jar) {
        try {
            var folder =
                    Path.of("target", "fast-" + Files.getLastModifiedTime(jar).toMillis())
                            .toAbsolutePath();
            var unpacked = List.of("-jar", folder.resolve(jar.getFileName()).toString());
            var cache = folder.resolve("cache.aot");
            prepareOnce(jar, folder, unpacked, cache);
            var fast = new ArrayList<>(List.of("-XX:AOTCache=" + cache));
            fast.addAll(unpacked);
            return fast;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Another JVM of the tests may want the same at the same time; one of them makes it. */
    private static void prepareOnce(Path jar, Path folder, List<String> unpacked, Path cache)
            throws IOException {
        var lock = folder.resolveSibling(folder.getFileName() + ".lock");
        try (var channel =
                        FileChannel.open(
                                lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (!Files.exists(cache)) {
                unpack(jar, folder);
                train(unpacked, cache);
            }
        }
    }

    /** Unpacks the jar of this build into that folder. */
    public static void unpack(Path folder) {
        unpack(BUILT, folder);
    }

    private static void unpack(Path jar, Path folder) {
        try {
            run(
                    new ProcessBuilder(
                            java(),
                            "-Djarmode=tools",
                            "-jar",
                            jar.toString(),
                            "extract",
                            "--force",
                            "--destination",
                            folder.toString()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Starts it once and has the JVM write down at the end what there was to load. */
    private static void train(List<String> unpacked, Path cache) throws IOException {
        try (var database = TestDatabase.empty();
                var neighbours = new Neighbours()) {
            var environment = new HashMap<>(JarProcess.environment(database.url(), neighbours));
            environment.put("HOST", "127.0.0.1");
            var port = JarProcess.freePort();
            environment.put("PORT", Integer.toString(port));
            var command = new ArrayList<>(List.of(java(), TRAINING, "-XX:AOTCacheOutput=" + cache));
            command.addAll(unpacked);
            var builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            var process = start(builder);
            var chatter = new Chatter(port);
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .until(() ->
                            !process.isAlive() || chatter.get("/readyz", null).status() == 200);
            process.destroy();
            awaitEnd(process);
        }
    }

    private static void run(ProcessBuilder builder) throws IOException {
        var process = start(builder);
        awaitEnd(process);
        if (process.exitValue() != 0) {
            throw new IllegalStateException("could not unpack the jar: " + process.exitValue());
        }
    }

    private static Process start(ProcessBuilder builder) throws IOException {
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void awaitEnd(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("it does not end: " + process.info());
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
