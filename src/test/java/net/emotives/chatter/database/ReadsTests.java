package net.emotives.chatter.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Limits on the bytes that reads hold together, on a node with a heap of 1 MB. */
class ReadsTests {

    private static final int HEAP = 1 << 20;
    private static final int SHARE = HEAP / 4;

    private static Reads reads(Duration patience) {
        return new Reads(
                new ReadsProperties(
                        0.5, 1, patience, DataSize.ofKilobytes(64), DataSize.ofKilobytes(64)),
                HEAP);
    }

    @Test
    void readThatFindsNoRoomIsRefusedAfterAWhileAndMayComeAgain() {
        var reads = reads(Duration.ofMillis(1));
        try (var _ = reads.hold(SHARE - 2048)) {
            assertThatThrownBy(() -> reads.hold(4096))
                    .isInstanceOfSatisfying(
                            Overloaded.class,
                            refusal -> assertThat(refusal.retryAfter()).isNotEmpty());
        }
        reads.hold(4096).close();
    }

    @Test
    void holdThatIsClosedTwiceIsGivenBackOnce() {
        var reads = reads(Duration.ofMillis(1));
        var twice = reads.hold(SHARE / 2);
        try (var _ = reads.hold(SHARE / 2 - 2048)) {
            twice.close();
            twice.close();
            try (var _ = reads.hold(SHARE / 2 - 2048)) {
                assertThatThrownBy(() -> reads.hold(8192)).isInstanceOf(Overloaded.class);
            }
        }
    }

    @Test
    void readLargerThanTheShareHasAllOfIt() {
        var reads = reads(Duration.ofMillis(1));
        try (var _ = reads.hold(Long.MAX_VALUE)) {
            assertThatThrownBy(() -> reads.hold(1)).isInstanceOf(Overloaded.class);
        }
        reads.hold(1).close();
    }

    @Test
    void slowClientsOverHttpKeepOutEachOtherAlone() {
        var reads = reads(Duration.ofMillis(1));
        try (var _ = reads.holdForClient(SHARE)) {
            assertThatThrownBy(() -> reads.holdForClient(1)).isInstanceOf(Overloaded.class);
            reads.hold(SHARE).close();
        }
    }

    @Test
    void readOfTheServiceItselfWaitsForAsLongAsItTakes() {
        var reads = reads(Duration.ofMillis(1));
        CompletableFuture<Void> own;
        try (var _ = reads.hold(SHARE)) {
            own = CompletableFuture.runAsync(() -> reads.await(1024).close());
            // It is first in the queue, ahead of later reads.
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> reads.hold(1)).isInstanceOf(Overloaded.class));
            assertThat(own).isNotDone();
        }
        own.join();
    }

    @Test
    void databaseWorksOnSoManyAtOnce() {
        var reads = reads(Duration.ofMillis(1));
        try (var first = reads.hold(1024);
                var second = reads.hold(1024)) {
            assertThatThrownBy(() -> first.read(() -> second.read(() -> 1)))
                    .isInstanceOf(Overloaded.class);
            assertThat(second.<Integer>read(() -> 1)).isEqualTo(1);
        }
    }
}
