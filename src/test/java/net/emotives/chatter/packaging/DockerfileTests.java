package net.emotives.chatter.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.testing.FastJar;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class DockerfileTests {

    @Test
    void needsNoBuildKit() throws IOException {
        assertThat(Files.readAllLines(Path.of("Dockerfile")))
                .noneMatch(line -> line.matches("#\\s*(syntax|check|escape)\\s*=.*"));
        assertThat(Dockerfile.instructions())
                .noneMatch(line ->
                        line.matches(
                                ".*\\s(--(mount|network|security|link|chmod"
                                        + "|parents|exclude|checksum|keep-git-dir)\\b|<<).*"));
    }

    @Test
    void leavesHealthToTheOrchestrator() throws IOException {
        assertThat(Dockerfile.instructions()).noneMatch(line -> line.startsWith("HEALTHCHECK"));
    }

    @Test
    void hasItsBasesFromArguments() throws IOException {
        assertThat(Dockerfile.instructions())
                .filteredOn(line -> line.startsWith("FROM "))
                .containsExactly("FROM ${JDK_IMAGE} AS build", "FROM ${BASE_IMAGE}");
    }

    @Test
    void runsAsTheUserOfTheChartOnItsPorts() throws IOException {
        var chart = Chart.shape("gateway");
        var pod = chart.pod().path("securityContext");
        assertThat(Dockerfile.last("USER"))
                .isEqualTo("%s:%s", pod.path("runAsUser"), pod.path("runAsGroup"));
        var environment = Dockerfile.last("ENV").split(" ");
        assertThat(environment)
                .containsExactlyInAnyOrder(
                        "PORT=" + chart.variable("PORT").path("value").asString(),
                        "MANAGEMENT_PORT="
                                + chart.variable("MANAGEMENT_PORT").path("value").asString());
        assertThat(Dockerfile.last("EXPOSE").split(" "))
                .containsExactly(
                        List.of(environment).stream()
                                .map(each -> each.substring(each.indexOf('=') + 1))
                                .toArray(String[]::new));
    }

    @Test
    void runsNothingInTheImageItself() throws IOException {
        assertThat(Dockerfile.ofTheImage()).noneMatch(line -> line.startsWith("RUN"));
    }

    @Test
    void startsWithTheOptionsItIsTrainedWith() throws IOException {
        assertThat(Dockerfile.entrypoint())
                .containsExactly(
                        "/opt/jre/bin/java",
                        "-XX:AOTCache=chatter.aot",
                        "@java.options",
                        "-jar",
                        "chatter.jar");
        assertThat(Dockerfile.instructions())
                .anyMatch(line -> line.endsWith("docker/train /opt/jre/bin/java java.options"));
        assertThat(Files.readString(Path.of("src/main/docker", "java.options")))
                .contains("-XX:MaxRAMPercentage=")
                .doesNotContain("-Xmx");
    }

    /** Otherwise what is measured elsewhere would be compiled otherwise than in the image. */
    @Test
    void theCacheOfTheImageIsTrainedLikeThatOfTheTests() throws IOException {
        assertThat(Files.readString(Path.of("src/main/docker/train")))
                .contains(" " + FastJar.TRAINING + " -XX:AOTCacheOutput=");
    }

    @Test
    void saysWhatItIs() throws IOException {
        assertThat(Dockerfile.last("LABEL"))
                .contains("org.opencontainers.image.title=")
                .contains("org.opencontainers.image.description=")
                .contains("org.opencontainers.image.licenses=\"Apache-2.0\"")
                .contains("org.opencontainers.image.version=\"${VERSION}\"")
                .contains("org.opencontainers.image.revision=\"${REVISION}\"");
    }
}
