package net.emotives.chatter;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.TestcontainersConfiguration;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whether Testcontainers would work within seconds. Asked through Docker's own client, which can be
 * given up: Testcontainers itself tries for minutes to pull what cannot be pulled.
 */
final class DockerProbe {

    private static final Duration LOCAL = Duration.ofSeconds(5);
    private static final Duration PULL = Duration.ofSeconds(20);

    private DockerProbe() {}

    static boolean works(String image) {
        return docker(LOCAL, "version")
                && here(image)
                && here(helperImage())
                && DockerClientFactory.instance().isDockerAvailable();
    }

    private static boolean here(String image) {
        return docker(LOCAL, "image", "inspect", image) || docker(PULL, "pull", "--quiet", image);
    }

    /**
     * What Testcontainers starts besides, to clean up or to look whether Docker works at all. Its
     * name is told in no other way.
     */
    @SuppressWarnings("deprecation")
    private static String helperImage() {
        var configuration = TestcontainersConfiguration.getInstance();
        return Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"))
                ? configuration.getTinyImage()
                : configuration.getRyukImage();
    }

    private static boolean docker(Duration limit, String... arguments) {
        var command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
