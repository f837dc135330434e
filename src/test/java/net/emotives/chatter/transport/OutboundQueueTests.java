package net.emotives.chatter.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import net.emotives.chatter.delivery.Frame;

import org.junit.jupiter.api.Test;

class OutboundQueueTests {

    private final OutboundQueue queue =
            new OutboundQueue(1_000_000, new TransportMetrics(new SimpleMeterRegistry()));

    @Test
    void givesTogetherWhatWaitsInItsOrder() {
        var frames = new Frame[] {Frame.of("one"), Frame.of("two"), Frame.of("three")};
        assertThat(this.queue.add(frames[0])).isEqualTo(OutboundQueue.Added.WRITER_NEEDED);
        assertThat(this.queue.add(frames[1])).isEqualTo(OutboundQueue.Added.QUEUED);
        assertThat(this.queue.add(frames[2])).isEqualTo(OutboundQueue.Added.QUEUED);

        assertThat(this.queue.next()).containsExactly(frames);
        // The writer is still at work until it is told that nothing waits.
        assertThat(this.queue.add(frames[0])).isEqualTo(OutboundQueue.Added.QUEUED);
        assertThat(this.queue.next()).containsExactly(frames[0]);
        assertThat(this.queue.next()).isEmpty();
        assertThat(this.queue.add(frames[1])).isEqualTo(OutboundQueue.Added.WRITER_NEEDED);
    }

    @Test
    void givesNoMoreThanAFewKilobytesTogether() {
        var frame = Frame.of("x".repeat(3000));
        for (var i = 0; i < 5; i++) {
            this.queue.add(frame);
        }
        assertThat(this.queue.next()).hasSize(2);
        assertThat(this.queue.next()).hasSize(2);
        assertThat(this.queue.next()).hasSize(1);
    }

    @Test
    void givesAllTogetherOrNothing() {
        for (var i = 0; i < 2; i++) {
            this.queue.add(Frame.of("x".repeat(1000)));
        }
        assertThat(this.queue.all(2000)).isEmpty();
        assertThat(this.queue.all(3000)).hasSize(2);
        assertThat(this.queue.all(3000)).isEmpty();
    }

    @Test
    void pushOfAnySizeMeetsAnEmptyQueueWhole() {
        var large = Frame.of("x".repeat(1_500_000));
        assertThat(this.queue.add(large)).isEqualTo(OutboundQueue.Added.WRITER_NEEDED);
        assertThat(this.queue.next()).containsExactly(large);
        // It is not written yet.
        assertThat(this.queue.add(Frame.of("x"))).isEqualTo(OutboundQueue.Added.OVERFLOWN);
    }

    @Test
    void whatIsBeingWrittenCountsUntilItIsWritten() {
        var half = Frame.of("x".repeat(400_000));
        this.queue.add(half);
        this.queue.add(half);
        assertThat(this.queue.next()).hasSize(1);
        assertThat(this.queue.next()).hasSize(1);
        // The first one is written, the second is not.
        assertThat(this.queue.add(half)).isEqualTo(OutboundQueue.Added.QUEUED);
        assertThat(this.queue.add(half)).isEqualTo(OutboundQueue.Added.OVERFLOWN);
        assertThat(this.queue.add(half)).isEqualTo(OutboundQueue.Added.CLOSED);
    }

    @Test
    void repliesNeitherCloseNorLeaveLessForPushes() {
        var large = Frame.of("x".repeat(900_000));
        this.queue.addReply(large);
        this.queue.addReply(large);
        assertThat(this.queue.add(large)).isEqualTo(OutboundQueue.Added.QUEUED);
        this.queue.addReply(large);
        assertThat(this.queue.add(large)).isEqualTo(OutboundQueue.Added.OVERFLOWN);
    }

    @Test
    void endsWritingWhereNothingWaits() {
        var frame = Frame.of("one");
        this.queue.add(frame);
        assertThat(this.queue.endWriting()).isFalse();
        assertThat(this.queue.add(frame)).isEqualTo(OutboundQueue.Added.QUEUED);
        assertThat(this.queue.all(1000)).hasSize(2);
        assertThat(this.queue.endWriting()).isTrue();
        assertThat(this.queue.add(frame)).isEqualTo(OutboundQueue.Added.WRITER_NEEDED);
    }
}
