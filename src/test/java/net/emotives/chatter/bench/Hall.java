package net.emotives.chatter.bench;

import net.emotives.chatter.testing.ProcessorTime;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * A crowd of which one speaks, and all hear him: a few messages are under way, and the next is said
 * when one has reached everybody. Each delivery is checked: it is of this hall, the next in order
 * for its hearer, and has the text that was said.
 */
final class Hall {

    private static final byte[] MARK = "hall:".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH = 100;

    private final Wire wire;
    private final Stage venue;
    private final Crowd crowd;
    private final int size;
    private final int underWay;
    private final long[] heard;
    private final byte[][] texts;
    private final int[] missing;
    private long said;
    private long deliveries;
    private boolean speaking;

    /**
     * What came of a while: deliveries, and nanoseconds of the server's and the generator's time.
     */
    record Outcome(long deliveries, long nanos, long serverNanos, long generatorNanos) {

        double perSecond() {
            return this.deliveries * 1e9 / this.nanos;
        }

        double perServerSecond() {
            return this.deliveries * 1e9 / this.serverNanos;
        }

        double micros() {
            return this.serverNanos / 1e3 / this.deliveries;
        }

        double server() {
            return this.serverNanos / (double) this.nanos;
        }

        double generator() {
            return this.generatorNanos / (double) this.nanos;
        }
    }

    Hall(Wire wire, Stage venue, int size, int underWay) {
        this.wire = wire;
        this.venue = venue;
        this.size = size;
        this.underWay = underWay;
        this.heard = new long[size];
        this.texts = new byte[underWay][];
        this.missing = new int[underWay];
        this.crowd = new Crowd(wire, venue, this::heard);
    }

    /** Has all of them come. */
    void open() {
        this.venue.prepare();
        this.crowd.growTo(this.size);
    }

    Stage venue() {
        return this.venue;
    }

    /** Speaks for a while, and counts what comes after the first part of it. */
    Outcome measure(Duration warmUp, Duration time) {
        this.wire.run(() -> {
            this.speaking = true;
            for (var i = 0; i < this.underWay; i++) {
                say();
            }
        });
        Crowd.sleep(warmUp);
        var before = new long[1];
        this.wire.run(() -> before[0] = this.deliveries);
        var server = ProcessorTime.of(this.venue.pid());
        var generator = this.wire.cpu();
        var begun = System.nanoTime();
        Crowd.sleep(time);
        var after = new long[1];
        this.wire.run(() -> after[0] = this.deliveries);
        var outcome =
                new Outcome(
                        after[0] - before[0],
                        System.nanoTime() - begun,
                        ProcessorTime.of(this.venue.pid()).minus(server).toNanos(),
                        this.wire.cpu() - generator);
        this.wire.run(() -> this.speaking = false);
        judge();
        return outcome;
    }

    private void say() {
        var text = text(this.said);
        var slot = (int) (this.said % this.underWay);
        this.texts[slot] = text.getBytes(StandardCharsets.US_ASCII);
        this.missing[slot] = this.size;
        this.said++;
        this.crowd.link(0).send(this.venue.message(text));
    }

    private String text(long number) {
        var hash = (this.size * 31L + number) * 0x9E3779B97F4A7C15L;
        var begin = "hall:%d.%d.%x.".formatted(this.size, number, hash);
        return begin
                + Character.toString('a' + (int) (number % 26)).repeat(LENGTH - begin.length());
    }

    private void heard(int user, Text text) {
        var at = text.find(MARK);
        var number = this.heard[user]++;
        if (at < 0 || number >= this.said) {
            throw new AssertionError(this.venue.name() + " was not told to say " + text);
        }
        var slot = (int) (number % this.underWay);
        if (!text.has(at, this.texts[slot])) {
            throw new AssertionError(
                    "%s: %d was to hear %d and heard %s"
                            .formatted(this.venue.name(), user, number, text));
        }
        this.venue.check(text, number);
        this.deliveries++;
        if (--this.missing[slot] == 0 && this.speaking) {
            say();
        }
    }

    /** A run that lost, doubled or misordered one delivery is none. */
    private void judge() {
        Crowd.await(
                this.wire,
                () -> this.deliveries == this.said * this.size,
                () ->
                        "%s: said %d, delivered %d"
                                .formatted(this.venue.name(), this.said, this.deliveries));
        Crowd.sleep(Duration.ofMillis(200));
        this.wire.run(() -> {
            if (Arrays.stream(this.heard).anyMatch(count -> count != this.said)) {
                throw new AssertionError(this.venue.name() + " doubled");
            }
        });
    }
}
