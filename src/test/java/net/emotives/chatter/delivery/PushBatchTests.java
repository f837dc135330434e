package net.emotives.chatter.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That what waits for the end of a burst is little, however long there is something to push. */
class PushBatchTests {

    private static final class Recorded implements PushBatches {

        private int begun;
        private int ended;

        @Override
        public void begin() {
            this.begun++;
        }

        @Override
        public void end() {
            this.ended++;
        }
    }

    private final Recorded told = new Recorded();
    private final PushBatch burst = new PushBatch(this.told);

    @Test
    void littleIsOneBurst() {
        this.burst.begin();
        this.burst.pushed(100, 100);
        this.burst.pushed(0, 0);
        assertThat(this.told.ended).isZero();
        this.burst.end();
        assertThat(this.told.begun).isEqualTo(1);
        assertThat(this.told.ended).isEqualTo(1);
    }

    @Test
    void manyConnectionsEndIt() {
        this.burst.begin();
        for (var i = 0; i < 10; i++) {
            this.burst.pushed(PushBatch.PUSHES / 2, 10);
        }
        assertThat(this.told.ended).isEqualTo(5);
        assertThat(this.told.begun).isEqualTo(6);
    }

    @Test
    void muchForOneConnectionEndsIt() {
        this.burst.begin();
        this.burst.pushed(1, 2 * PushBatch.BYTES);
        assertThat(this.told.ended).isEqualTo(1);
        for (var i = 0; i < PushBatch.BYTES / PushBatch.OVERHEAD; i++) {
            this.burst.pushed(1, 0);
        }
        assertThat(this.told.ended).isEqualTo(2);
        assertThat(this.told.begun).isEqualTo(3);
    }
}
