package net.emotives.chatter.database;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Java of this machine that is too old for the service. */
final class OlderJava {

    private static final Pattern VERSION =
            Pattern.compile("(?m)^JAVA_VERSION=\"(17|18|19|2[0-4])[.\"]");

    private static final String MISSING =
            "NOT TESTED: what the jar says under an older Java, as none of 17 to 24 is under"
                    + " /usr/lib/jvm";

    private OlderJava() {}

    /** Returns the path of its {@code java}; skips the test with a log message if there is none. */
    static Path required() throws IOException {
        var java = find();
        if (java.isEmpty()) {
            LoggerFactory.getLogger(OlderJava.class).error(MISSING);
        }
        assumeTrue(java.isPresent(), MISSING);
        return java.orElseThrow();
    }

    private static Optional<Path> find() throws IOException {
        var installed = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(installed)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(installed)) {
            for (var home : homes.toList()) {
                var release = home.resolve("release");
                var java = home.resolve("bin").resolve("java");
                if (Files.isExecutable(java)
                        && Files.isReadable(release)
                        && VERSION.matcher(Files.readString(release)).find()) {
                    return Optional.of(java);
                }
            }
        }
        return Optional.empty();
    }
}
