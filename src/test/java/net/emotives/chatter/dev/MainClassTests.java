package net.emotives.chatter.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** That {@code ./mvnw spring-boot:test-run} knows what to start, whatever else could be. */
class MainClassTests {

    @Test
    void tryoutIsWhatIsStarted() throws IOException {
        var name = "spring-boot.run.main-class";
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<%s>%s</%s>".formatted(name, DevChatter.class.getName(), name));
    }
}
