package net.emotives.chatter.bench;

import org.HdrHistogram.Histogram;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Pairs of users who talk, each with one connection: in a closed loop, where everybody says the
 * next thing when he has got his last, or at a rate whatever happens. What everybody is shown is
 * checked: each message comes once to both ends, those of a sender in their order, and where the
 * subject promises it, both ends see one order.
 */
final class Talk {

    private static final byte[] MARK = "bench:".getBytes(StandardCharsets.US_ASCII);
    private static final int PATIENCE = 30;

    /** Messages of one user that are under way at most, for their times. */
    private static final int UNDER_WAY = 1 << 12;

    private static final String FILL = "x".repeat(60);

    private final Wire wire;
    private final Subject subject;
    private final int users;
    private final List<Link> links = new ArrayList<>();
    private final long[] said;
    private final long[] heard;
    private final long[] order;
    private final long[][] intended;
    private long open;
    private long shown;
    private boolean closedLoop;
    private boolean measuring;
    private long nextAt;
    private long pace;
    private int turn;
    private long echoes;
    private final Histogram latency = new Histogram(60_000_000_000L, 3);

    /**
     * What came of a while.
     *
     * @param messages those that were shown to their senders
     * @param latency in nanoseconds: to the sender in a closed loop, to the recipient at a rate
     */
    record Outcome(
            long messages, Duration took, Cpu.Spent spent, Histogram latency, double generator) {

        double perSecond() {
            return this.messages / (this.took.toNanos() / 1e9);
        }

        double micros() {
            return (this.spent.service() + this.spent.postgres()) / 1e3 / this.messages;
        }

        /** The latency below which that part of a hundred is. */
        double millis(double percentile) {
            return this.latency.getValueAtPercentile(percentile) / 1e6;
        }

        double serviceMicros() {
            return this.spent.service() / 1e3 / this.messages;
        }
    }

    Talk(Wire wire, Subject subject, int users) {
        this.wire = wire;
        this.subject = subject;
        this.users = users;
        this.said = new long[users];
        this.heard = new long[users * 2];
        this.order = new long[users];
        this.intended = new long[users][];
        for (var user = 0; user < users; user++) {
            this.intended[user] = new long[UNDER_WAY];
            open(user);
        }
        await(() -> this.open == users, "not all connected");
    }

    Subject subject() {
        return this.subject;
    }

    private void open(int user) {
        var listener =
                new Link.Listener() {
                    @Override
                    public void opened(Link link) {
                        Talk.this.open++;
                    }

                    @Override
                    public void text(Link link, Text text) {
                        show(user, text);
                    }
                };
        var path = this.subject.path(user);
        this.wire.run(() ->
                this.links.add(
                        this.wire.open(
                                this.subject.port(), path, this.subject.headers(), listener)));
    }

    private interface Condition {

        boolean holds();
    }

    private void await(Condition condition, String otherwise) {
        var held = new boolean[1];
        for (var i = 0; i < PATIENCE * 100 && !held[0]; i++) {
            this.wire.run(() -> held[0] = condition.holds());
            if (!held[0]) {
                sleep(Duration.ofMillis(10));
            }
        }
        if (!held[0]) {
            throw new AssertionError(
                    "%s: %s; said %d, shown %d"
                            .formatted(this.subject.name(), otherwise, total(), this.shown));
        }
    }

    /** Everybody says the next thing when he has seen his last, for that time. */
    Outcome closedLoop(Duration warmUp, Duration time) {
        return closedLoop(this.users, warmUp, time);
    }

    /** The same of the first so many alone. */
    Outcome closedLoop(int speakers, Duration warmUp, Duration time) {
        this.wire.run(() -> {
            this.closedLoop = true;
            for (var user = 0; user < speakers; user++) {
                say(user, System.nanoTime());
            }
        });
        return measure(warmUp, time, () -> this.closedLoop = false);
    }

    /** So many messages a second, evenly, by one user after the other. */
    Outcome atRate(double perSecond, Duration warmUp, Duration time) {
        this.wire.run(() -> {
            this.pace = (long) (1e9 / perSecond);
            this.nextAt = System.nanoTime() + 1_000_000;
        });
        this.wire.every(this::sayWhatIsDue);
        return measure(warmUp, time, () -> this.pace = 0);
    }

    private long sayWhatIsDue() {
        if (this.pace == 0) {
            return Long.MAX_VALUE;
        }
        for (var now = System.nanoTime(); this.nextAt <= now; this.nextAt += this.pace) {
            say(this.turn++ % this.users, this.nextAt);
        }
        return this.nextAt;
    }

    private Outcome measure(Duration warmUp, Duration time, Runnable end) {
        sleep(warmUp);
        this.wire.run(() -> {
            this.measuring = true;
            this.echoes = 0;
            this.latency.reset();
        });
        var cpu = this.subject.cpu();
        var wireCpu = this.wire.cpu();
        var begun = System.nanoTime();
        sleep(time);
        var messages = new long[1];
        this.wire.run(() -> {
            this.measuring = false;
            messages[0] = this.echoes;
        });
        var took = System.nanoTime() - begun;
        var spent = this.subject.cpu().since(cpu);
        var generator = (this.wire.cpu() - wireCpu) / (double) took;
        this.wire.run(end);
        judge();
        return new Outcome(
                messages[0], Duration.ofNanos(took), spent, this.latency.copy(), generator);
    }

    private void say(int user, long when) {
        var number = this.said[user]++;
        this.intended[user][(int) (number % UNDER_WAY)] = when;
        var text = "bench:%d.%d.%d.".formatted(user, number, hash(user, number)) + FILL;
        this.links.get(user).send(this.subject.message(user, user ^ 1, text));
    }

    private static long hash(int user, long number) {
        return (user * 31L + number) * 0x9E3779B97F4A7C15L >>> 24;
    }

    private void show(int reader, Text text) {
        var at = text.find(MARK);
        if (at < 0) {
            this.subject.other(text);
            return;
        }
        at += MARK.length;
        var sender = (int) text.number(at);
        at = after(text, at);
        var number = text.number(at);
        at = after(text, at);
        if (text.number(at) != hash(sender, number) || (sender | 1) != (reader | 1)) {
            throw new AssertionError("changed or misled: " + text);
        }
        var own = sender == reader;
        var expected = this.heard[reader * 2 + (own ? 0 : 1)]++;
        if (number != expected) {
            throw new AssertionError("expected " + expected + " of " + sender + ": " + text);
        }
        this.order[reader] = this.order[reader] * 31 + sender + 1;
        this.shown++;
        if (this.measuring && own == this.closedLoop) {
            this.latency.recordValue(
                    Math.max(
                            0,
                            System.nanoTime() - this.intended[sender][(int) (number % UNDER_WAY)]));
        }
        if (own) {
            this.echoes++;
            if (this.closedLoop) {
                say(reader, System.nanoTime());
            }
        }
    }

    private static int after(Text text, int at) {
        var next = at;
        while (text.buffer().get(next) != '.') {
            next++;
        }
        return next + 1;
    }

    private long total() {
        var total = 0L;
        for (var count : this.said) {
            total += count;
        }
        return total;
    }

    /** A run that lost, doubled or misordered one message is none. */
    private void judge() {
        await(() -> this.shown == 2 * total(), "lost");
        sleep(Duration.ofMillis(200));
        this.wire.run(() -> {
            if (this.shown != 2 * total()) {
                throw new AssertionError("doubled");
            }
            for (var user = 0; user < this.users && this.subject.promisesOrder(); user += 2) {
                if (this.order[user] != this.order[user + 1]) {
                    throw new AssertionError("two orders in the room of " + user);
                }
            }
        });
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    void close() {
        this.wire.run(() -> this.links.forEach(Link::close));
    }
}
