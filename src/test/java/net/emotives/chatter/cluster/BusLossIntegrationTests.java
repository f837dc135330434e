package net.emotives.chatter.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.JarProcess;
import net.emotives.chatter.testing.NodeLogs;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.V2Socket;
import net.emotives.chatter.testing.witness.Gathering;
import net.emotives.chatter.testing.witness.Participant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The bus between two nodes dies in all the ways it can, under load and in silence. More rounds
 * with {@code -Dbus-loss.rounds=20}, of more clients with {@code -Dbus-loss.participants=16}, more
 * that is said in silence with {@code -Dbus-loss.said=50}.
 */
@ParameterizedClass
@EnumSource(Bus.class)
@ExtendWith(NodeLogs.class)
class BusLossIntegrationTests {

    private static final int ROUNDS = Integer.getInteger("bus-loss.rounds", 1);
    private static final int SAID = Integer.getInteger("bus-loss.said", 3);
    private static final int PARTICIPANTS = Integer.getInteger("bus-loss.participants", 8);
    private static final Duration CHECK = Duration.ofSeconds(2);

    /** What a slow machine may add to any delay. */
    private static final Duration ALLOWANCE = Duration.ofSeconds(20);

    private static @Nullable BusLine started;

    private final Bus bus;

    BusLossIntegrationTests(Bus bus) {
        this.bus = bus;
    }

    @BeforeParameterizedClassInvocation
    static void start(Bus bus) {
        started = BusLine.open(bus, Map.of("CHATTER_DELIVERY_CHECK", CHECK.toSeconds() + "s"));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (started != null) {
            started.close();
        }
    }

    @AfterEach
    void mend() {
        line().mend();
    }

    private static BusLine line() {
        return Objects.requireNonNull(started);
    }

    private static V2Socket connect(int node, Person person) {
        var socket = line().get(node).chatter().connectV2(person);
        socket.request("ping");
        return socket;
    }

    @Test
    void losesNothingUnderLoad() throws InterruptedException {
        try (var gathering = new Gathering(line().database())) {
            gather(gathering);
            gathering.talk(Duration.ofMillis(100));
            for (var round = 0; round < ROUNDS; round++) {
                for (var outage : line().outages()) {
                    pass(outage, gathering);
                }
            }
            gathering.stopTalking();
            var problems = gathering.problems("bus-loss-" + this.bus, CHECK.plus(ALLOWANCE));
            System.out.printf(
                    "%s away: %d rounds of %d ways, %d messages, %d frames, %d said again%n",
                    this.bus,
                    ROUNDS,
                    line().outages().size(),
                    gathering.acknowledged(),
                    gathering.frames(),
                    gathering.retried());
            assertThat(problems).isEmpty();
            assertThat(line().cluster().nodes()).allMatch(JarProcess::isAlive);
        }
    }

    private static void gather(Gathering gathering) throws InterruptedException {
        var all = new ArrayList<Participant>();
        for (var i = 0; i < PARTICIPANTS; i++) {
            var person = line().cluster().person("p" + i);
            all.add(gathering.join(line().get(i % 2).chatter(), person));
        }
        for (var i = 0; i < PARTICIPANTS; i += 4) {
            gathering.room(all.subList(i, i + 4));
            gathering.pair(all.get(i), all.get(i + 1));
        }
        gathering.room(all);
    }

    /** Talk goes on before, during and after it, and nobody is sent away. */
    private static void pass(BusLine.Outage outage, Gathering gathering) {
        awaitMore(gathering, 30, "before it was " + outage.name());
        outage.begin().run();
        awaitMore(gathering, 60, "while it was " + outage.name());
        outage.end().run();
        awaitMore(gathering, 30, "after it was " + outage.name());
        assertThat(gathering.participants())
                .as("nobody had to come back, %s", outage.name())
                .allMatch(p -> p.openings().size() == 1);
    }

    private static void awaitMore(Gathering gathering, int messages, String when) {
        var before = gathering.acknowledged();
        await(when)
                .atMost(Duration.ofMinutes(2))
                .until(() -> gathering.acknowledged() > before + messages);
    }

    @Test
    void tellsWhatHappenedInSilenceWithinTheCheck() throws InterruptedException {
        try (var silence = new Silence(line())) {
            silence.prepare(SAID);
            line().lasting().begin().run();
            var delays = silence.speak(CHECK.multipliedBy(2));
            var longest = delays.stream().max(Duration::compareTo).orElseThrow();
            System.out.printf(
                    "%s away: %d things said and then nothing more, told after %s ms, the longest"
                            + " %d ms, the check is every %d ms%n",
                    this.bus,
                    delays.size(),
                    delays.stream().map(Duration::toMillis).sorted().toList(),
                    longest.toMillis(),
                    CHECK.toMillis());
            assertThat(delays).hasSize(SAID * Silence.KINDS);
            assertThat(longest).isLessThan(CHECK.plusSeconds(1).plus(ALLOWANCE));
        }
    }

    @Test
    void tellsOfInvitationWhoseHintIsLostThoughLaterOnesCome() throws InterruptedException {
        // Redis may be away for who tells alone; PostgreSQL only for who listens.
        var cable = line().cable(this.bus == Bus.REDIS ? 0 : 1);
        // Now and then a check comes right after the invitation.
        for (var round = 0; round < 3; round++) {
            var guest = line().cluster().person("guest");
            try (var owner = connect(0, line().cluster().person("owner"));
                    var listener = connect(1, guest)) {
                var room = Silence.room(owner);
                cable.cut();
                owner.request("invite", f -> f.put("room", room).put("username", guest.username()));
                // Until it has given up to tell that.
                TimeUnit.MILLISECONDS.sleep(300);
                cable.mend();
                for (var i = 0; i < 10; i++) {
                    owner.send(room, "c" + i, "text " + i);
                    TimeUnit.MILLISECONDS.sleep(100);
                }
                RoomPushes.assertSame(room, 2, 12, listener);
            }
        }
    }

    @Test
    void settlesWhoIsHereWhenItIsBack() {
        var comes = line().cluster().person("comes");
        var goes = line().cluster().person("goes");
        try (var watcher = connect(0, line().cluster().person("watcher"))) {
            watcher.request(
                    "watch",
                    f -> f.putArray("usernames").add(comes.username()).add(goes.username()));
            var going = connect(1, goes);
            awaitPresence(watcher, goes, true);
            line().lasting().begin().run();
            try (var _ = connect(1, comes)) {
                going.close();
                // Long enough for his grace to end while nobody can be told.
                await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
                line().mend();
                awaitPresence(watcher, comes, true);
                awaitPresence(watcher, goes, false);
            }
        }
    }

    /** What it was told last of that person, or what it finds when it asks. */
    private static void awaitPresence(V2Socket watcher, Person person, boolean active) {
        await(person.username() + " is here: " + active)
                .atMost(Duration.ofMinutes(1))
                .until(() ->
                        watcher.pushes().stream()
                                .filter(push ->
                                        push.path("username")
                                                .asString("")
                                                .equals(person.username()))
                                .reduce((_, last) -> last)
                                .filter(push -> push.get("active").asBoolean() == active)
                                .isPresent());
    }
}
