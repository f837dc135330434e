package net.emotives.chatter.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.time.Duration;

class PaceTests {

    private static final Duration GATHER = Duration.ofMillis(50);

    private static Pace pace(double busyAbove) {
        var seconds = Duration.ofSeconds(1);
        return new Pace(
                new RelaySettings(
                        seconds,
                        100,
                        8,
                        GATHER,
                        busyAbove,
                        500,
                        new Backoff(seconds, seconds),
                        seconds));
    }

    @Test
    void gathersForWhatIsLeftOfAMoment() {
        var pace = pace(1000);
        assertThat(pace.wait(3, Duration.ofMillis(20))).isEqualTo(Duration.ofMillis(30));
        assertThat(pace.wait(3, Duration.ofMillis(60))).isZero();
    }

    @Test
    void gathersNothingWhereMoreWaitsAlready() {
        assertThat(pace(1000).wait(100, Duration.ofMillis(20))).isZero();
    }

    @Test
    void looksSeldomWhereLookingTakesLongAndFindsLittle() {
        var pace = pace(1000);
        pace.claimed(Duration.ofMillis(30));
        assertThat(pace.wait(3, Duration.ofMillis(40))).isEqualTo(Duration.ofMillis(260));
        assertThat(pace.wait(0, Duration.ZERO)).isEqualTo(GATHER);
        pace.claimed(Duration.ofMillis(30));
        assertThat(pace.wait(100, Duration.ofMillis(40))).isZero();
    }

    @Test
    void leavesTheProcessorsToChatWhileTheyAreBusy() throws InterruptedException {
        var pace = pace(0);
        // Of processor time, which a machine that stands still does not give.
        var threads = ManagementFactory.getThreadMXBean();
        var end = threads.getCurrentThreadCpuTime() + 150_000_000;
        while (threads.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(pace.wait(100, Duration.ofMillis(20))).isEqualTo(Duration.ofMillis(180));
        assertThat(pace.wait(1, Duration.ZERO)).isEqualTo(GATHER);
    }
}
