package net.emotives.chatter.cluster;

import net.emotives.chatter.testing.witness.Participant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** When clients came back while nodes went, second by second. */
final class Reconnects {

    /**
     * A node that went.
     *
     * @param at when it was asked to, by {@link System#nanoTime}
     * @param connections how many it had
     * @param took until its process had ended
     */
    record Departure(long at, int connections, Duration took) {}

    private static final long SECOND = 1_000_000_000L;

    private final long begun = System.nanoTime();
    private final Duration window;
    private final List<Departure> departures = new ArrayList<>();
    private int[] perSecond = {};

    /**
     * @param window over what time a node closes its connections
     */
    Reconnects(Duration window) {
        this.window = window;
    }

    void add(Departure departure) {
        this.departures.add(departure);
    }

    /** Takes in when these were due to come back. */
    void count(Collection<Participant> participants) {
        var seconds = (int) ((System.nanoTime() - this.begun) / SECOND) + 1;
        this.perSecond = new int[seconds];
        for (var participant : participants) {
            for (var opening : participant.openings()) {
                if (opening.due() >= this.begun && opening.closed() != 0) {
                    this.perSecond[second(opening.due())]++;
                }
            }
        }
    }

    private int second(long at) {
        return (int) ((at - this.begun) / SECOND);
    }

    int total() {
        var total = 0;
        for (var count : this.perSecond) {
            total += count;
        }
        return total;
    }

    /** Up to how many may come back in a second: twice what closing evenly would make of it. */
    double bound(int second) {
        return 2.0 * lastBefore(second).connections() / this.window.toSeconds();
    }

    private Departure lastBefore(int second) {
        var last = this.departures.getFirst();
        for (var departure : this.departures) {
            if (second(departure.at()) <= second) {
                last = departure;
            }
        }
        return last;
    }

    /** The seconds in which more came back than may. */
    List<String> excesses() {
        var excesses = new ArrayList<String>();
        for (var second = 0; second < this.perSecond.length; second++) {
            if (this.perSecond[second] > bound(second)) {
                excesses.add(
                        "second %d: %d, bound %.1f"
                                .formatted(second, this.perSecond[second], bound(second)));
            }
        }
        return excesses;
    }

    /** A line for each node that went, and one for each second in which anybody came back. */
    @Override
    public String toString() {
        var lines = new StringBuilder();
        for (var departure : this.departures) {
            lines.append(
                    "  second %3d: a node with %d connections is asked to go, and has gone after %.1f s%n"
                            .formatted(
                                    second(departure.at()),
                                    departure.connections(),
                                    departure.took().toMillis() / 1000.0));
        }
        lines.append("  second  came back  bound%n".formatted());
        for (var second = 0; second < this.perSecond.length; second++) {
            if (this.perSecond[second] > 0) {
                lines.append(
                        "  %6d  %9d  %5.1f  %s%n"
                                .formatted(
                                        second,
                                        this.perSecond[second],
                                        bound(second),
                                        "#".repeat(this.perSecond[second])));
            }
        }
        return lines.toString();
    }

    /** Draws that as an SVG. */
    Path draw(Path file) {
        var step = 14;
        var left = 50;
        var bottom = 260;
        var most = 1.0;
        for (var second = 0; second < this.perSecond.length; second++) {
            most = Math.max(most, Math.max(this.perSecond[second], bound(second)));
        }
        var scale = 220 / most;
        var width = left + step * this.perSecond.length + 30;
        var svg = new StringBuilder();
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="320" font-family="sans-serif" font-size="11">
                <rect width="100%%" height="100%%" fill="white"/>
                <text x="%d" y="20" font-size="14">Clients that came back, per second (bars); bound (red); nodes asked to go (grey)</text>
                """
                        .formatted(width, left));
        for (var second = 0; second < this.perSecond.length; second++) {
            var x = left + step * second;
            svg.append(rect(x, bottom, step - 2, this.perSecond[second] * scale));
            if (second % 5 == 0) {
                svg.append(text(x, bottom + 15, Integer.toString(second)));
            }
            var y = bottom - bound(second) * scale;
            svg.append(line(x, y, x + step, y, "red"));
        }
        for (var departure : this.departures) {
            var x = left + step * ((departure.at() - this.begun) / (double) SECOND);
            svg.append(line(x, 35, x, bottom, "grey"));
            svg.append(text(x + 3, 45, departure.connections() + " connections"));
        }
        for (var mark = 0; mark <= most; mark += Math.max(1, (int) most / 5)) {
            svg.append(text(left - 25, bottom - mark * scale + 4, Integer.toString(mark)));
        }
        svg.append(text(left, bottom + 35, "seconds"));
        svg.append("</svg>\n");
        try {
            return Files.writeString(file, svg);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String rect(double x, double bottom, double width, double height) {
        return "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='steelblue'/>%n"
                .formatted(x, bottom - height, width, height);
    }

    private static String line(double x1, double y1, double x2, double y2, String colour) {
        return "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='%s'/>%n"
                .formatted(x1, y1, x2, y2, colour);
    }

    private static String text(double x, double y, String text) {
        return "<text x='%.1f' y='%.1f'>%s</text>%n".formatted(x, y, text);
    }
}
