package net.emotives.chatter.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Servers that have one core, which the generator may not need. */
final class Pinned {

    /** What a command begins with whose process is to stay on the first core. */
    static final List<String> TO_ONE_CORE = List.of("taskset", "-c", "0");

    /** Options of a JVM that may be compared with the service's. */
    static final List<String> JVM = List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC");

    private Pinned() {}

    /** One of the scripts that lie beside the tests, with its arguments after the port. */
    static Process node(String script, int port, String... arguments) {
        var command = new ArrayList<>(TO_ONE_CORE);
        command.addAll(List.of("node", script, Integer.toString(port)));
        command.addAll(List.of(arguments));
        return NodeReference.start(command, "", port);
    }

    /** A class of the tests that serves on the port which is its only argument. */
    static Process java(Class<?> main, List<String> options, int port) {
        var command = new ArrayList<>(TO_ONE_CORE);
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(main.getName(), Integer.toString(port)));
        try {
            var folder = Files.createDirectories(Path.of("target", "bench"));
            var log = folder.resolve(main.getSimpleName() + ".log").toFile();
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log)
                            .start();
            NodeReference.awaitPort(port, process);
            return process;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
