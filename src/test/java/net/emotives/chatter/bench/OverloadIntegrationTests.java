package net.emotives.chatter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/** The short form of {@link OverloadBench}, for two seconds each. */
@Tag("alone")
class OverloadIntegrationTests {

    @Test
    void nodeLives() {
        try (var overload = new Overload(Duration.ofSeconds(2), 200)) {
            assertThat(overload.run()).isTrue();
        }
    }
}
