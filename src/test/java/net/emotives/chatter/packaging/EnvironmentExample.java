package net.emotives.chatter.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code .env.example}. */
final class EnvironmentExample {

    private EnvironmentExample() {}

    static List<String> lines() throws IOException {
        return Files.readAllLines(Path.of(".env.example"));
    }

    static List<String> assignments() throws IOException {
        return lines().stream().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }

    static List<String> names() throws IOException {
        return assignments().stream().map(line -> line.substring(0, line.indexOf('='))).toList();
    }
}
