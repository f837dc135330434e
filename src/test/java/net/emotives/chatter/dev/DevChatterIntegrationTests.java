package net.emotives.chatter.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** The command for newcomers, as a process. */
class DevChatterIntegrationTests {

    @TempDir Path folder;

    @Test
    void keepsWhatThereWasWhenItIsKilledAndLeavesNothingRunningWhenItIsStopped() throws Exception {
        var port = Stage.freePort();
        var bearer = "";
        try (var first = TryoutProcess.start(this.folder, port).awaitReady()) {
            bearer = first.login("Alice");
            // Whoever asks becomes known by that, so what was kept is told by somebody else's name.
            assertThat(first.get("/ws_token", first.login("Bob")).statusCode()).isEqualTo(201);
            first.kill();
        }
        var leftover = postmaster();
        assertThat(leftover.isAlive()).as("PostgreSQL outlives a killed try-out").isTrue();
        try (var second = TryoutProcess.start(this.folder, port).awaitReady()) {
            assertThat(leftover.isAlive()).isFalse();
            assertThat(second.get("/connections", bearer).body())
                    .contains("{\"username\":\"bob\",\"active\":false}");
            assertThat(second.output()).contains("http://localhost:" + port + "/");

            var postgres = postmaster();
            assertThat(postgres.isAlive()).isTrue();
            second.interrupt();
            await().until(() -> !postgres.isAlive());
            assertThat(pidFile()).doesNotExist();
        }
    }

    @Test
    void saysInASentenceThatThePortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var tryout = TryoutProcess.start(this.folder, taken.getLocalPort())) {
            assertThat(tryout.awaitExit()).isEqualTo(1);
            assertThat(tryout.output().strip())
                    .startsWith("Port " + taken.getLocalPort() + " cannot be used")
                    .contains("PORT=9090 ./mvnw spring-boot:test-run")
                    .hasLineCount(1);
        }
    }

    @Test
    void letsOneTryoutHaveAFolderAtATime() throws IOException {
        try (var held = DevFolder.open(this.folder)) {
            assertThat(held.key("key")).hasSize(32).isEqualTo(held.key("key"));
            assertThatThrownBy(() -> DevFolder.open(this.folder))
                    .isInstanceOf(TryoutRefused.class)
                    .hasMessageContaining("already running");
        }
        DevFolder.open(this.folder).close();
    }

    private ProcessHandle postmaster() throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile()).getFirst()))
                .orElseThrow();
    }

    private Path pidFile() {
        return this.folder.resolve(".chatter-dev/postgres/postmaster.pid");
    }
}
