package net.emotives.chatter.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.ChatterProcess;
import net.emotives.chatter.testing.FrameContract;
import net.emotives.chatter.testing.RawSocket;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Readers that stop reading, in a small heap. */
class SlowReadersIntegrationTests {

    private static final int READERS = 500;
    private static final long QUEUE_LIMIT = 256 * 1024;

    @Test
    void fiveHundredReadersThatStopReadingHarmNobodyElse() {
        var settings =
                Map.of(
                        "CHATTER_MESSAGES_SENDRATE_BURST", "1000000",
                        "CHATTER_MESSAGES_SENDRATE_PERSECOND", "1000000",
                        "CHATTER_SOCKET_SENDTIMEOUT", "3s");
        try (var process = ChatterProcess.start(List.of("-Xmx256m"), settings)) {
            var chatter = process.chatter();
            var neighbours = process.neighbours();
            // Each has a group of his own, so that all that is pushed to him is what he is sent.
            var readers =
                    IntStream.range(0, READERS)
                            .mapToObj(i -> neighbours.person("r" + i, "g" + i % 50))
                            .toList();
            var sockets =
                    readers.stream()
                            .map(reader ->
                                    RawSocket.handshake(
                                            chatter.port(),
                                            "/ws?token=" + chatter.token(reader),
                                            4096))
                            .toList();
            assertThat(sockets).allMatch(socket -> socket.status() == 101);
            var fast = neighbours.person("fast", "fast");
            try (var healthy = chatter.connect(fast)) {
                var text = "x".repeat(8000);
                var highest = 0.0;
                var rounds = 0;
                while (process.metric("chatter.delivery.connections") > 1 && rounds < 400) {
                    rounds++;
                    for (var i = 0; i < READERS; i++) {
                        // To oneself, so that the reader is also who is pushed to.
                        sockets.get(i)
                                .write(
                                        RawSocket.TEXT,
                                        FrameContract.V1.sent(
                                                "{\"username_to\":\"%s\",\"message\":\"%s\"}"
                                                        .formatted(
                                                                readers.get(i).username(), text)));
                    }
                    healthy.say(fast.username(), "round " + rounds);
                    assertThat(healthy.nextMessage().get("message").asString())
                            .isEqualTo("round " + rounds);
                    highest = Math.max(highest, process.metric("chatter.protocol.queued"));
                }
                System.out.printf(
                        "slow readers: %d rounds, at most %.0f bytes queued%n", rounds, highest);
                assertThat(highest).isPositive().isLessThanOrEqualTo(QUEUE_LIMIT * READERS);
                await().atMost(Duration.ofMinutes(2))
                        .untilAsserted(() -> {
                            assertThat(process.metric("chatter.delivery.connections")).isEqualTo(1);
                            assertThat(process.metric("chatter.protocol.queued"))
                                    .isLessThan(QUEUE_LIMIT);
                        });
                assertThat(healthy.isClosed()).isFalse();
                assertThat(process.log()).doesNotContain("OutOfMemoryError");
            }
            sockets.forEach(RawSocket::close);
        }
    }
}
