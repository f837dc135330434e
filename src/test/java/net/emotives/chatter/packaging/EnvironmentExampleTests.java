package net.emotives.chatter.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class EnvironmentExampleTests {

    /** The table of the contract, and what this service adds to it. */
    private static final List<String> CONTRACT =
            List.of(
                    "ALLOWED_ORIGINS",
                    "CHATTER_BUS",
                    "DATABASE_DIRECT_URL",
                    "DATABASE_URL",
                    "EMAIL_FROM",
                    "EMAIL_LEVEL",
                    "EMAIL_PASSWORD",
                    "EMOTIVES_URL",
                    "HOST",
                    "LOG_FORMAT",
                    "NOTIFICATION_AUTH",
                    "NOTIFICATION_URL",
                    "NOTIFY_WHEN",
                    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                    "OTEL_TRACES_SAMPLER_ARG",
                    "PORT",
                    "REDIS_URL",
                    "VERIFICATION_URL");

    @Test
    void namesEachVariableOfTheService() throws IOException {
        assertThat(Variables.ofTheService()).containsAll(CONTRACT);
        assertThat(assignments())
                .extracting(line -> line.substring(0, line.indexOf('=')))
                .containsExactlyInAnyOrderElementsOf(Variables.ofTheService());
    }

    @Test
    void saysOneLineAboutEach() throws IOException {
        var lines = lines();
        assertThat(assignments())
                .allSatisfy(assignment ->
                        assertThat(lines.get(lines.indexOf(assignment) - 1)).startsWith("# "));
    }

    @Test
    void isReadAlikeByShellAndDocker() throws IOException {
        assertThat(assignments()).allMatch(line -> line.matches("[A-Z_]+=[\\w:/.,@-]*"));
    }

    private static List<String> assignments() throws IOException {
        return lines().stream().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(Path.of(".env.example"));
    }
}
