package net.emotives.chatter.bench;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.testing.FastJar;
import net.emotives.chatter.testing.OwnPostgres;
import net.emotives.chatter.testing.QuickNeighbours;
import net.emotives.chatter.users.UserId;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A node with the heap and the flags of the image in a container of 768 MiB, on which three loads
 * come one after the other while another user talks: what became of it, as a table.
 */
final class Overload implements AutoCloseable {

    private static final Path JAR =
            Path.of(System.getProperty("overload.jar", FastJar.BUILT.toString()));

    private static final int MESSAGES = 1000;
    private static final int FIRST_MEMBER = 10;
    private static final int SPEAKER = 2;
    private static final Duration BETWEEN_SENDS = Duration.ofMillis(50);
    private static final Duration AFTER_REFUSAL = Duration.ofMillis(500);
    private static final Duration AFTERMATH = Duration.ofSeconds(2);

    private final OwnPostgres postgres = OwnPostgres.start();
    private final QuickNeighbours stands = QuickNeighbours.start();
    private final Service service;
    private final String pair;
    private final String epoch;
    private final Duration time;
    private final int members;
    private boolean dead;

    /** A client of a load; each call is one visit. */
    private interface Client {
        void come(int number) throws IOException;
    }

    /** Result of a load run. */
    private record Outcome(int answered, int refused, Histogram sends, int unsent) {}

    /**
     * @param time how long each load lasts
     * @param members how many users come back in the last one
     */
    Overload(Duration time, int members) {
        this.time = time;
        this.members = members;
        this.service =
                new Service(
                        "overload",
                        JAR,
                        this.postgres,
                        this.stands,
                        Map.of("CHATTER_ROOMS_OPEN", "true"),
                        List.of("-Xms64m", "-Xmx460m"),
                        List.of());
        this.pair = RoomId.direct(user(0), user(1)).value();
        for (var user : List.of(0, 1, SPEAKER)) {
            this.service.process().chatter().known(Service.person(user));
        }
        var jdbc = this.postgres.jdbcClient("overload");
        fill(jdbc);
        this.epoch = epoch();
    }

    private String epoch() {
        try (var sink = Sink.open(this.service.port(), this.service.path(SPEAKER))) {
            return sink.text().replaceFirst(".*\"epoch\":\"([^\"]*)\".*", "$1");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static UserId user(int number) {
        return new UserId(Service.username(number));
    }

    private void fill(JdbcClient jdbc) {
        jdbc.sql(
                        """
                        INSERT INTO users (username, user_group)
                        SELECT 'user_' || n, 'pair' || n / 2 FROM generate_series(:first, :last) n
                        """)
                .param("first", FIRST_MEMBER)
                .param("last", FIRST_MEMBER + this.members - 1)
                .update();
        room(jdbc, this.pair, "direct", 0, 1, 8000, "😀");
        room(jdbc, "crowd", "private", FIRST_MEMBER, FIRST_MEMBER + this.members - 1, 1500, "x");
        room(jdbc, "calm", "private", SPEAKER, SPEAKER, 1, "x");
    }

    private static void room(
            JdbcClient jdbc,
            String room,
            String visibility,
            int first,
            int last,
            int length,
            String letter) {
        jdbc.sql(
                        """
                        WITH room AS (
                            INSERT INTO rooms (id, visibility, name, user_group)
                            VALUES (:room, :visibility, :room, 'pair0')),
                        head AS (
                            INSERT INTO room_heads (room, sequence, ordinal, members)
                            VALUES (:room, :messages, :messages, :last - :first + 1)),
                        members AS (
                            INSERT INTO members (room, username)
                            SELECT :room, 'user_' || n FROM generate_series(:first, :last) n)
                        INSERT INTO messages (room, sequence, ordinal, sender, body, created_at)
                        SELECT :room, n, n, 'user_' || :first, repeat(:letter, :length), now()
                        FROM generate_series(1, :messages) n
                        """)
                .param("room", room)
                .param("visibility", visibility)
                .param("first", first)
                .param("last", last)
                .param("messages", MESSAGES)
                .param("letter", letter)
                .param("length", length)
                .update();
    }

    /** Has all three come, and prints the table; whether the node lives. */
    boolean run() {
        Report.print(
                "overload",
                "%s, each load %d s%n%-52s %-6s %9s %9s %9s %9s %7s %10s%n",
                JAR.getFileName(),
                this.time.toSeconds(),
                "load",
                "lives",
                "answered",
                "refused",
                "send p99",
                "send max",
                "unsent",
                "heap used");
        print("none", null);
        load("18 sockets of a user resume 1,000 of 8,000 emoji", 18, _ -> resume(0, this.pair));
        load("16 GET /messages?limit=1000 of a user at once", 16, _ -> get());
        load(
                this.members + " come back, each missed 1,000 of 1,500 letters",
                this.members,
                number -> resume(FIRST_MEMBER + number, "crowd"));
        return !this.dead;
    }

    private void resume(int user, String room) throws IOException {
        try (var sink = Sink.open(this.service.port(), this.service.path(user))) {
            sink.await("{\"type\":\"welcome\"");
            sink.write(
                    "{\"type\":\"resume\",\"id\":\"1\",\"epoch\":\"%s\",\"rooms\":{\"%s\":0}}"
                            .formatted(this.epoch, room));
            sink.take(MESSAGES);
        }
    }

    private void get() throws IOException {
        var path =
                "/messages?limit=1000&from=%s&to=%s"
                        .formatted(Service.username(0), Service.username(1));
        var status = Sink.get(this.service.port(), path, Service.person(0).bearer());
        if (status != 200) {
            throw new IOException("answered " + status);
        }
    }

    private void load(String name, int clients, Client client) {
        if (this.dead) {
            return;
        }
        var end = System.nanoTime() + this.time.toNanos();
        var answered = new AtomicInteger();
        var refused = new AtomicInteger();
        var over = new CountDownLatch(clients);
        for (var number = 0; number < clients; number++) {
            var own = number;
            var _ =
                    Thread.startVirtualThread(() -> {
                        while (System.nanoTime() < end && this.service.process().isAlive()) {
                            if (comes(client, own)) {
                                answered.incrementAndGet();
                            } else {
                                refused.incrementAndGet();
                                Crowd.sleep(AFTER_REFUSAL);
                            }
                        }
                        over.countDown();
                    });
        }
        var sends = new Histogram(60_000_000_000L, 3);
        var unsent = talk(end, sends);
        try {
            over.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        Crowd.sleep(AFTERMATH);
        print(name, new Outcome(answered.get(), refused.get(), sends, unsent));
    }

    private static boolean comes(Client client, int number) {
        try {
            client.come(number);
            return true;
        } catch (IOException | UncheckedIOException | AssertionError refused) {
            return false;
        }
    }

    /** The other user's sends until then; how many were not answered. */
    private int talk(long end, Histogram sends) {
        var unsent = 0;
        for (var number = 0; System.nanoTime() < end && this.service.process().isAlive(); ) {
            try (var sink = Sink.open(this.service.port(), this.service.path(SPEAKER))) {
                while (System.nanoTime() < end) {
                    var begun = System.nanoTime();
                    sink.write(
                            "{\"type\":\"send\",\"id\":\"1\",\"room\":\"calm\",\"client_id\":\"%s.%d\",\"text\":\"hi\"}"
                                    .formatted(end, number++));
                    sink.await("{\"type\":\"ok\"");
                    sends.recordValue(System.nanoTime() - begun);
                    Crowd.sleep(BETWEEN_SENDS);
                }
            } catch (IOException | UncheckedIOException | AssertionError failure) {
                unsent++;
                Crowd.sleep(AFTER_REFUSAL);
            }
        }
        return unsent;
    }

    private void print(String name, @Nullable Outcome outcome) {
        this.dead = !this.service.process().isAlive();
        var heap = this.dead ? 0 : Memory.of(this.service.pid()).live();
        Report.print(
                "overload",
                "%-52s %-6s %9s %9s %9s %9s %7s %10s%n",
                name,
                this.dead ? "no" : "yes",
                outcome == null ? "" : Integer.toString(outcome.answered()),
                outcome == null ? "" : Integer.toString(outcome.refused()),
                outcome == null ? "" : millis(outcome.sends().getValueAtPercentile(99)),
                outcome == null ? "" : millis(outcome.sends().getMaxValue()),
                outcome == null ? "" : Integer.toString(outcome.unsent()),
                this.dead ? "" : "%.1f MB".formatted(heap / 1e6));
    }

    private static String millis(long nanos) {
        return "%.0f ms".formatted(nanos / 1e6);
    }

    @Override
    public void close() {
        this.service.close();
        this.stands.close();
        this.postgres.close();
    }
}
