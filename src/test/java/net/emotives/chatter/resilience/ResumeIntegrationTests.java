package net.emotives.chatter.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.witness.Tally;
import net.emotives.chatter.tokens.Tokens;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;
import net.emotives.chatter.users.Users;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.sql.DataSource;

/**
 * Random histories, judged on raw frames: {@code -Dresilience.histories} says how many, {@code
 * -Dresilience.seed} repeats one run.
 */
@ChatterTest
@TestPropertySource(
        properties = {
            "chatter.messages.replay-limit=10",
            "chatter.messages.send-rate.burst=100000",
            "chatter.v2.request-rate.burst=100000",
            "chatter.rooms.create-rate.burst=100000",
            "chatter.rooms.invite-rate.burst=100000",
            "chatter.rooms.join-rate.burst=100000",
            "chatter.v2.resume-wait=20s",
            // Pages so small that every round has several of each kind.
            "chatter.v2.resume-rooms=3",
            "chatter.v2.resume-limit=800B",
            "chatter.socket.ping=2s",
            "chatter.socket.lost-after=8s"
        })
class ResumeIntegrationTests {

    private static final int HISTORIES = Integer.getInteger("resilience.histories", 40);
    private static final int MOST = 6;
    private static final long SEED = Long.getLong("resilience.seed", System.nanoTime());
    private static final int AT_ONCE = Integer.getInteger("resilience.at-once", 4);

    private final Tally tally = new Tally();

    @Autowired private Chatter chatter;
    @Autowired private DataSource database;
    @Autowired private Users users;
    @Autowired private Tokens tokens;
    @Autowired private MeterRegistry meters;

    @Test
    void everyClientSeesWhatHappenedOnceAndInOrder() throws InterruptedException {
        System.out.println("resume: seed " + SEED);
        var begun = System.nanoTime();
        var problems = run(0);
        // What is rare may take more of them; a run without it proves less than it says.
        for (var more = 1;
                more < MOST && problems.isEmpty() && !this.tally.missing().isEmpty();
                more++) {
            problems = run(more * HISTORIES);
        }
        System.out.printf(
                "resume: %d s%n%s",
                Duration.ofNanos(System.nanoTime() - begun).toSeconds(), this.tally);
        assertThat(problems).isEmpty();
        assertThat(this.tally.missing()).as("situations that never occurred").isEmpty();
        // Those that vanished silently are found.
        await().atMost(Duration.ofMinutes(1))
                .until(() -> this.meters.get("chatter.delivery.connections").gauge().value() == 0);
    }

    private List<String> run(int first) throws InterruptedException {
        var stage =
                new HistoryRun.Stage(
                        this.chatter.port(), this.database, this::token, 10, 3, this.tally);
        var problems = new ArrayList<String>();
        try (var executor = Executors.newFixedThreadPool(AT_ONCE)) {
            var histories = new ArrayList<Future<List<String>>>();
            for (var i = first; i < first + HISTORIES; i++) {
                var name = "h" + i;
                var seed = SEED + i;
                histories.add(
                        executor.submit(() -> HistoryRun.problems(stage, Scene.of(name, seed))));
            }
            for (var history : histories) {
                try {
                    problems.addAll(history.get());
                } catch (ExecutionException failure) {
                    throw new AssertionError(failure.getCause());
                }
                if (!problems.isEmpty()) {
                    executor.shutdownNow();
                    return problems;
                }
            }
        }
        return problems;
    }

    private String token(String user) {
        var id = new UserId(user);
        if (this.users.find(id).isEmpty()) {
            var _ = this.users.recognise(id, new UserGroup(user.substring(0, user.indexOf('-'))));
        }
        return this.tokens.issue(id).value();
    }
}
