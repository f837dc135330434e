package net.emotives.chatter.messages;

import net.emotives.chatter.kernel.VitalThread;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;

/**
 * Tells users that what they asked for failed when their patience ends, while the writer itself may
 * wait for a database that does not answer. What becomes of the changes is the writer's affair.
 */
final class Patience {

    private static final Duration LOOKS = Duration.ofMillis(50);

    private final Queue<Pending> intake;
    private volatile List<Pending> underWay = List.of();
    private volatile @Nullable Thread thread;

    /**
     * @param intake what waits for the writer, in the order in which patience ends
     */
    Patience(Queue<Pending> intake) {
        this.intake = intake;
    }

    void start() {
        this.thread = VitalThread.virtual("message-patience", this::run);
    }

    void stop() {
        Objects.requireNonNull(this.thread).interrupt();
    }

    /** What the writer has in hand; must not be changed any more. */
    void watch(List<Pending> batch) {
        this.underWay = batch;
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(LOOKS);
                look(System.nanoTime());
            }
        } catch (InterruptedException stopped) {
            this.underWay = List.of();
        }
    }

    private void look(long now) {
        this.underWay.stream().filter(pending -> pending.isLate(now)).forEach(Pending::tellLate);
        this.intake.stream().takeWhile(pending -> pending.isLate(now)).forEach(Pending::tellLate);
    }
}
