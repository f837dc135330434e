package net.emotives.chatter.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.ChatterProcess;
import net.emotives.chatter.testing.RawSocket;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A node that is asked to go. */
class DrainIntegrationTests {

    @Test
    void closesSocketsOverTheWindowWith1012AndEnds() {
        try (var process = ChatterProcess.start(List.of(), Map.of("CHATTER_SOCKET_DRAIN", "6s"))) {
            var chatter = process.chatter();
            var token = chatter.token(process.neighbours().person("late", "here"));
            var sockets =
                    IntStream.range(0, 10)
                            .mapToObj(i ->
                                    chatter.connect(process.neighbours().person("p" + i, "here")))
                            .toList();
            process.terminate();
            await().until(() -> chatter.get("/readyz", null).status() == 503);
            assertThat(chatter.get("/healthz", null).status()).isEqualTo(200);
            assertThat(RawSocket.handshake(chatter.port(), "/ws?token=" + token).status())
                    .isEqualTo(503);
            // Spread: they are not all closed when the first is.
            await().until(() -> sockets.stream().anyMatch(socket -> socket.isClosed()));
            assertThat(sockets).anyMatch(socket -> !socket.isClosed());
            await().until(() -> sockets.stream().allMatch(socket -> socket.isClosed()));
            assertThat(sockets).allMatch(socket -> socket.closeCode() == 1012);
            await().until(() -> !process.isAlive());
        }
    }
}
