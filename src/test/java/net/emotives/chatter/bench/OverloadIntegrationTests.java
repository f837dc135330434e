package net.emotives.chatter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/** The short form of {@link OverloadBench}, which held without bounds for five seconds. */
@Tag("alone")
class OverloadIntegrationTests {

    @Test
    void nodeLives() {
        try (var overload =
                new Overload(Duration.ofSeconds(Integer.getInteger("overload.seconds", 5)))) {
            assertThat(overload.run()).isTrue();
        }
    }
}
