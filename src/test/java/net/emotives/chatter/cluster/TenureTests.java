package net.emotives.chatter.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** That a node trusts its lease no longer than it may. */
class TenureTests {

    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Tenure tenure = new Tenure(LEASE);
    private final long now = System.nanoTime();

    private long ago(int seconds) {
        return this.now - Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void isNotHeldBeforeItIsTaken() {
        assertThat(this.tenure.isHeld()).isFalse();
        assertThat(this.tenure.isWhole()).isFalse();
    }

    @Test
    void isHeldUntilItEnds() {
        assertThat(this.tenure.renewed(ago(29))).isTrue();
        assertThat(this.tenure.isHeld()).isTrue();
        assertThat(this.tenure.isToRenew()).isTrue();
        assertThat(this.tenure.renewed(ago(5))).isFalse();
        assertThat(this.tenure.isToRenew()).isFalse();
    }

    @Test
    void isOverAfterItsTime() {
        this.tenure.renewed(ago(31));
        assertThat(this.tenure.isHeld()).isFalse();
    }

    @Test
    void isWholeAfterItsLengthWithoutABreak() {
        this.tenure.renewed(ago(35));
        this.tenure.renewed(ago(20));
        assertThat(this.tenure.isWhole()).isTrue();
    }

    @Test
    void beginsAnewAfterABreak() {
        this.tenure.renewed(ago(70));
        this.tenure.renewed(ago(20));
        this.tenure.renewed(ago(5));
        assertThat(this.tenure.isHeld()).isTrue();
        assertThat(this.tenure.isWhole()).isFalse();
    }
}
