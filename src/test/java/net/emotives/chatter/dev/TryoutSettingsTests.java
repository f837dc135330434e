package net.emotives.chatter.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

/** Unit tests for {@link TryoutSettings}. */
class TryoutSettingsTests {

    @Test
    void givesWhatTheEnvironmentDoesNot() {
        var settings = new TryoutSettings(Map.of());
        assertThat(settings.isMissing("DATABASE_URL")).isTrue();
        settings.set("DATABASE_URL", "postgres://localhost/x");
        assertThat(settings.isMissing("DATABASE_URL")).isFalse();
        assertThat(settings.arguments())
                .contains(
                        "--PORT=8080",
                        "--HOST=127.0.0.1",
                        "--EMOTIVES_URL=http://localhost:8080/",
                        "--ALLOWED_ORIGINS=http://localhost:8080,http://127.0.0.1:8080",
                        "--DATABASE_URL=postgres://localhost/x");
    }

    @Test
    void leavesToTheEnvironmentWhatItGives() {
        var settings =
                new TryoutSettings(
                        Map.of("PORT", "9090", "DATABASE_URL", "postgres://db/y", "HOST", " "));
        assertThat(settings.isMissing("DATABASE_URL")).isFalse();
        settings.set("DATABASE_URL", "postgres://localhost/x");
        assertThat(settings.arguments())
                .noneMatch(argument -> argument.startsWith("--DATABASE_URL"))
                .noneMatch(argument -> argument.startsWith("--PORT"))
                .contains("--HOST=127.0.0.1", "--EMOTIVES_URL=http://localhost:9090/");
        assertThat(settings.origins())
                .containsExactlyInAnyOrder("http://localhost:9090", "http://127.0.0.1:9090");
    }
}
