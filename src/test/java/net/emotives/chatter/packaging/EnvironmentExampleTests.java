package net.emotives.chatter.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
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
        assertThat(EnvironmentExample.names())
                .containsExactlyInAnyOrderElementsOf(Variables.ofTheService());
    }

    @Test
    void saysOneLineAboutEach() throws IOException {
        var lines = EnvironmentExample.lines();
        assertThat(EnvironmentExample.assignments())
                .allSatisfy(assignment ->
                        assertThat(lines.get(lines.indexOf(assignment) - 1)).startsWith("# "));
    }

    @Test
    void isReadAlikeByShellAndDocker() throws IOException {
        assertThat(EnvironmentExample.assignments())
                .allMatch(line -> line.matches("[A-Z_]+=[\\w:/.,@-]*"));
    }
}
