package net.emotives.chatter.testing;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * AsyncAPI's own JSON Schema, from the npm package {@code @asyncapi/specs} (Apache License 2.0): no
 * artefact of Maven Central holds it. Fetched once into {@code target/}; a test that needs it is
 * aborted, and says why, where npm or its registry cannot be had.
 */
final class AsyncApiSpecs {

    private static final String PACKAGE = "@asyncapi/specs";
    private static final String VERSION = "6.11.1";
    private static final int MINUTES = 3;
    private static final Path FOLDER = Path.of("target", "asyncapi-specs");

    private AsyncApiSpecs() {}

    /** Returns the file of the schema of AsyncAPI 3.0.0. */
    static synchronized Path schema() {
        var schema =
                FOLDER.resolve("node_modules")
                        .resolve(PACKAGE)
                        .resolve("schemas")
                        .resolve("3.0.0-without-$id.json");
        if (!Files.exists(schema)) {
            var failure = fetch();
            if (!failure.isEmpty() || !Files.exists(schema)) {
                var why =
                        "NOT TESTED whether asyncapi.yaml is AsyncAPI 3: npm cannot install %s@%s. %s"
                                .formatted(PACKAGE, VERSION, failure);
                System.out.println(why);
                return abort(why);
            }
        }
        return schema;
    }

    /** Returns why it could not be had; empty where it was. */
    private static String fetch() {
        try {
            Files.createDirectories(FOLDER);
            var output = FOLDER.resolve("npm.log");
            var npm =
                    new ProcessBuilder(
                                    "npm",
                                    "install",
                                    "--prefix",
                                    ".",
                                    "--no-save",
                                    "--no-audit",
                                    "--no-fund",
                                    "--ignore-scripts",
                                    PACKAGE + "@" + VERSION)
                            .directory(FOLDER.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            if (!npm.waitFor(MINUTES, TimeUnit.MINUTES)) {
                npm.destroyForcibly();
                return "It took longer than %d minutes.".formatted(MINUTES);
            }
            return npm.exitValue() == 0 ? "" : Files.readString(output);
        } catch (IOException missing) {
            return String.valueOf(missing.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(interrupted));
        }
    }
}
