package net.emotives.chatter.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Death of a vital thread, each in a process of its own. */
class VitalThreadTests {

    /** Does not end by itself. */
    static final class Lasting {

        private Lasting() {}

        public static void main(String[] arguments) throws InterruptedException {
            VitalThread.virtual("orderly", () -> {}).join();
            VitalThread.virtual(
                    "poor-one",
                    () -> {
                        throw new StackOverflowError("planted");
                    });
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    @Test
    void errorEndsTheProcessAndTheLogSaysWhy() throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Lasting.class.getName())
                        .redirectErrorStream(true)
                        .start();
        try {
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(3);
            assertThat(said)
                    .contains("A thread that the service cannot do without died")
                    .contains("StackOverflowError: planted");
        } finally {
            process.destroyForcibly();
        }
    }
}
