package net.emotives.chatter.bench;

import net.emotives.chatter.testing.QuickNeighbours;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pages of a history by {@code GET /messages}: near its end, deep in it, and in a large table. */
class HistoryBench {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int PAGES = Integer.getInteger("bench.pages", 300);
    private static final long DEPTH = Long.getLong("bench.depth", 1_000_000);
    private static final long MESSAGES = Long.getLong("bench.messages", 10_000_000);
    private static final int LIMIT = 100;

    private final Rounds rounds = new Rounds();
    private final Map<String, Double> statements = new HashMap<>();

    private enum Kind {
        FIRST("first page"),
        NEAR("before, near the end"),
        DEEP("before, deep"),
        SKIPPED("skip, deep");

        private final String title;

        Kind(String title) {
            this.title = title;
        }
    }

    @Test
    void pagesOfALongHistory() {
        try (var postgres = Statements.start();
                var stands = QuickNeighbours.start();
                var service = new Service("history", postgres, stands, Map.of())) {
            var database = postgres.jdbcClient("history");
            var counted = new Statements(postgres, "history");
            var length = DEPTH + DEPTH / 10;
            for (var total : List.of(length, MESSAGES)) {
                var begun = System.nanoTime();
                var conversation = Conversation.of(length, total);
                conversation.fill(database);
                System.out.printf(
                        "%d messages, %d of them of the conversation, written in %d s%n",
                        total, conversation.length(), (System.nanoTime() - begun) / 1_000_000_000);
                for (var round = 0; round <= ROUNDS; round++) {
                    turn(service, conversation, round);
                }
                count(service, conversation, counted);
            }
            counted.most(PAGES).forEach(line -> System.out.println("  " + line));
        }
        report();
    }

    /** One of each kind after the other, so that what disturbs one disturbs all. */
    private void turn(Service service, Conversation conversation, int round) {
        var times = new EnumMap<Kind, Histogram>(Kind.class);
        for (var page = 0; page < PAGES; page++) {
            for (var kind : Kind.values()) {
                var begun = System.nanoTime();
                ask(service, conversation, kind, page);
                times.computeIfAbsent(kind, _ -> new Histogram(60_000_000_000L, 3))
                        .recordValue(System.nanoTime() - begun);
            }
        }
        times.forEach((kind, histogram) -> {
            var median = histogram.getValueAtPercentile(50) / 1e3;
            System.out.printf(
                    "%9d messages %s %-22s p50 %7.0f p99 %7.0f µs%n",
                    conversation.total(),
                    round == 0 ? "(warm-up)" : "",
                    kind.title,
                    median,
                    histogram.getValueAtPercentile(99) / 1e3);
            if (round > 0) {
                this.rounds.add(kind + " " + conversation.total(), median);
            }
        });
    }

    /** Fails where it is not the page that was asked for. */
    private static void ask(Service service, Conversation conversation, Kind kind, int page) {
        var step = (long) page * LIMIT;
        var above =
                switch (kind) {
                    case FIRST -> 0;
                    case NEAR -> step % (DEPTH / 100) + LIMIT;
                    case DEEP, SKIPPED -> DEPTH + step % (DEPTH / 20);
                };
        var newest = conversation.length() - above;
        var path =
                "/messages?from=user_0&to=user_1&limit="
                        + LIMIT
                        + switch (kind) {
                            case FIRST -> "";
                            case NEAR, DEEP -> "&before=" + conversation.id(newest + 1);
                            case SKIPPED -> "&skip=" + above;
                        };
        var answer = service.process().chatter().get(path, Service.person(0));
        if (answer.status() != 200) {
            throw new AssertionError(path + ": " + answer.status() + " " + answer.body());
        }
        var ids = answer.result().valueStream().mapToLong(it -> it.get("id").asLong()).sorted();
        var expected = new long[LIMIT];
        for (var i = 0; i < LIMIT; i++) {
            expected[i] = conversation.id(newest - LIMIT + 1 + i);
        }
        if (!Arrays.equals(ids.toArray(), expected)) {
            throw new AssertionError(path + " is another page: " + answer.body());
        }
    }

    /** What the service asks now and then besides is less than one for each page. */
    private void count(Service service, Conversation conversation, Statements counted) {
        for (var kind : Kind.values()) {
            counted.reset();
            for (var page = 0; page < PAGES; page++) {
                ask(service, conversation, kind, page);
            }
            this.statements.put(kind + " " + conversation.total(), counted.work() / (double) PAGES);
        }
        var near = asked(Kind.NEAR, conversation);
        var deep = asked(Kind.DEEP, conversation);
        if (near != deep) {
            throw new AssertionError(near + " statements near the end, and " + deep + " deep");
        }
    }

    private long asked(Kind kind, Conversation conversation) {
        var name = kind + " " + conversation.total();
        return Math.round(this.statements.getOrDefault(name, Double.NaN));
    }

    private void report() {
        var length = DEPTH + DEPTH / 10;
        for (var total : List.of(length, MESSAGES)) {
            for (var kind : Kind.values()) {
                var name = kind + " " + total;
                if (kind != Kind.FIRST) {
                    Results.atMost(
                            1.3,
                            "history, %s, of %d messages: to the first page"
                                    .formatted(kind.title, total),
                            this.rounds.ratios(name, Kind.FIRST + " " + length));
                }
                Report.print(
                        "history",
                        "%9d messages, %-22s %7.0f µs, to the first page of the same table %s, of"
                                + " the small one %s; statements %.2f%n",
                        total,
                        kind.title,
                        this.rounds.median(name),
                        this.rounds.ratio(name, Kind.FIRST + " " + total),
                        this.rounds.ratio(name, Kind.FIRST + " " + length),
                        this.statements.getOrDefault(name, Double.NaN));
            }
        }
        Report.print(
                "history",
                "targets: at most 1.30, statements the same at any depth; the first page to itself"
                        + " %s%n",
                this.rounds.againstItself(Kind.FIRST + " " + length));
    }
}
