package net.emotives.chatter.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.JarProcess;
import net.emotives.chatter.testing.NodeLogs;
import net.emotives.chatter.testing.witness.Gathering;
import net.emotives.chatter.testing.witness.Participant;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The bus between two nodes dies in all the ways it can, under load and in silence. More rounds
 * with {@code -Dbus-loss.rounds=20}, more that is said in silence with {@code -Dbus-loss.said=200}.
 */
@ExtendWith(NodeLogs.class)
class BusLossIntegrationTests {

    private static final int ROUNDS = Integer.getInteger("bus-loss.rounds", 1);
    private static final int SAID = Integer.getInteger("bus-loss.said", 3);
    private static final int PARTICIPANTS = 16;
    private static final Duration CHECK = Duration.ofSeconds(2);

    /** What a slow machine may add to any delay. */
    private static final Duration ALLOWANCE = Duration.ofSeconds(5);

    @ParameterizedTest
    @EnumSource(Bus.class)
    void losesNothingUnderLoad(Bus bus) throws InterruptedException {
        try (var line = BusLine.open(bus);
                var gathering = new Gathering(line.database())) {
            var all = new ArrayList<Participant>();
            for (var i = 0; i < PARTICIPANTS; i++) {
                var person = line.cluster().person("p" + i);
                all.add(gathering.join(line.get(i % 2).chatter(), person));
            }
            for (var i = 0; i < PARTICIPANTS; i += 4) {
                gathering.room("room-" + i, all.subList(i, i + 4));
                gathering.pair(all.get(i), all.get(i + 1));
            }
            gathering.room("all", all);
            gathering.talk(Duration.ofMillis(100));
            for (var round = 0; round < ROUNDS; round++) {
                for (var outage : line.outages()) {
                    pass(outage, gathering);
                }
            }
            gathering.stopTalking();
            var problems = gathering.problems("bus-loss-" + bus, CHECK.plus(ALLOWANCE));
            System.out.printf(
                    "%s away: %d rounds of %d ways, %d messages, %d frames, %d said again%n",
                    bus,
                    ROUNDS,
                    line.outages().size(),
                    gathering.acknowledged(),
                    gathering.frames(),
                    gathering.retried());
            assertThat(problems).isEmpty();
            assertThat(line.cluster().nodes()).allMatch(JarProcess::isAlive);
        }
    }

    /** Talk goes on before, during and after it, and nobody is sent away. */
    private static void pass(BusLine.Outage outage, Gathering gathering) {
        awaitMore(gathering, 50, "before it was " + outage.name());
        outage.begin().run();
        awaitMore(gathering, 100, "while it was " + outage.name());
        outage.end().run();
        awaitMore(gathering, 50, "after it was " + outage.name());
        assertThat(gathering.participants())
                .as("nobody had to come back, %s", outage.name())
                .allMatch(p -> p.openings().size() == 1);
    }

    private static void awaitMore(Gathering gathering, int messages, String when) {
        var before = gathering.acknowledged();
        await(when)
                .atMost(Duration.ofSeconds(30))
                .until(() -> gathering.acknowledged() > before + messages);
    }

    @ParameterizedTest
    @EnumSource(Bus.class)
    void tellsWhatHappenedInSilenceWithinTheCheck(Bus bus) throws InterruptedException {
        try (var line = BusLine.open(bus);
                var silence = new Silence(line)) {
            silence.prepare(SAID);
            var outage = line.lasting();
            outage.begin().run();
            var delays = silence.speak(CHECK);
            var longest = delays.stream().max(Duration::compareTo).orElseThrow();
            System.out.printf(
                    "%s away: %d things said and then nothing more, told after %s ms, the longest"
                            + " %d ms, the check is every %d ms%n",
                    bus,
                    delays.size(),
                    delays.stream().map(Duration::toMillis).sorted().toList(),
                    longest.toMillis(),
                    CHECK.toMillis());
            assertThat(delays).hasSize(SAID * Silence.KINDS);
            assertThat(longest).isLessThan(CHECK.plusSeconds(1).plus(ALLOWANCE));
            outage.end().run();
        }
    }

    @ParameterizedTest
    @EnumSource(Bus.class)
    void settlesWhoIsHereWhenItIsBack(Bus bus) {
        try (var line = BusLine.open(bus)) {
            var comes = line.cluster().person("comes");
            var goes = line.cluster().person("goes");
            var outage = line.lasting();
            try (var watcher = line.get(0).chatter().connectV2(line.cluster().person("watcher"))) {
                watcher.request(
                        "watch",
                        f -> f.putArray("usernames").add(comes.username()).add(goes.username()));
                var going = line.get(1).chatter().connectV2(goes);
                watcher.nextPush("presence");
                outage.begin().run();
                try (var coming = line.get(1).chatter().connectV2(comes)) {
                    coming.request("ping");
                    going.close();
                    // Long enough for its grace to end while nobody can be told.
                    await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
                    outage.end().run();
                    for (var person : List.of(comes, goes)) {
                        var here = person.equals(comes);
                        await(person.username())
                                .atMost(Duration.ofSeconds(20))
                                .until(() ->
                                        watcher.pushes().stream()
                                                .filter(p ->
                                                        p.path("username")
                                                                .asString("")
                                                                .equals(person.username()))
                                                .reduce((_, last) -> last)
                                                .map(p -> p.get("active").asBoolean() == here)
                                                .orElse(false));
                    }
                }
            }
        }
    }
}
