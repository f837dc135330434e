package net.emotives.chatter.bench;

import net.emotives.chatter.testing.JarProcess;

import org.HdrHistogram.Histogram;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Connections to a server that says again what it hears: what sockets alone take. */
final class Echoes implements AutoCloseable {

    private static final byte[] TEXT = "x".repeat(150).getBytes(StandardCharsets.US_ASCII);

    private final Wire wire;
    private final Process process;
    private final List<Link> links = new ArrayList<>();
    private final Histogram times = new Histogram(60_000_000_000L, 3);

    /** When each connection said what it has not heard yet; a slow echo makes its next one late. */
    private final long[] said;

    private long nextAt;
    private long pace;
    private int turn;
    private int open;

    Echoes(Wire wire, int connections) {
        this.wire = wire;
        this.said = new long[connections];
        var port = JarProcess.freePort();
        this.process = Pinned.java(BareTomcat.class, Pinned.JVM, port);
        for (var i = 0; i < connections; i++) {
            var user = i;
            wire.run(() -> this.links.add(wire.open(port, "/echo", "", listener(user))));
        }
        Crowd.await(wire, () -> this.open == connections, () -> "not all echoes came");
    }

    private Link.Listener listener(int user) {
        return new Link.Listener() {
            @Override
            public void opened(Link link) {
                Echoes.this.open++;
            }

            @Override
            public void text(Link link, Text text) {
                Echoes.this.times.recordValue(System.nanoTime() - Echoes.this.said[user]);
                Echoes.this.said[user] = 0;
            }
        };
    }

    /** Their times in nanoseconds, so many a second for a while, by one after the other. */
    Histogram measure(double perSecond, Duration warmUp, Duration time) {
        this.wire.run(() -> {
            this.pace = (long) (1e9 / perSecond);
            this.nextAt = System.nanoTime() + 1_000_000;
        });
        this.wire.every(this::sayWhatIsDue);
        Crowd.sleep(warmUp);
        this.wire.run(this.times::reset);
        Crowd.sleep(time);
        var measured = new Histogram[1];
        this.wire.run(() -> {
            this.pace = 0;
            measured[0] = this.times.copy();
        });
        return measured[0];
    }

    private long sayWhatIsDue() {
        if (this.pace == 0) {
            return Long.MAX_VALUE;
        }
        for (var now = System.nanoTime(); this.nextAt <= now; this.nextAt += this.pace) {
            var user = this.turn++ % this.said.length;
            if (this.said[user] == 0) {
                this.said[user] = this.nextAt;
                this.links.get(user).send(TEXT);
            }
        }
        return this.nextAt;
    }

    @Override
    public void close() {
        this.wire.run(() -> this.links.forEach(Link::close));
        this.process.destroyForcibly();
    }
}
