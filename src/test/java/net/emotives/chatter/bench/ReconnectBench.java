package net.emotives.chatter.bench;

import net.emotives.chatter.testing.QuickNeighbours;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everybody is cut off at once, and comes back with a new token and a resume. */
class ReconnectBench {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int CLIENTS = Integer.getInteger("bench.clients", 10_000);

    /** Members of each room. */
    private static final int SIZE = Integer.getInteger("bench.size", 10);

    /** Of how many of its three rooms each client missed something. */
    private static final int BEHIND = Integer.getInteger("bench.behind", 1);

    private static final Duration AFTERMATH = Duration.ofSeconds(5);

    @Test
    void allAtOnce() {
        var each = new ArrayList<Double>();
        var statements = new ArrayList<Double>();
        try (var postgres = Statements.start();
                var stands = QuickNeighbours.start();
                var wire = new Wire();
                var service =
                        new Service(
                                "reconnect",
                                postgres,
                                stands,
                                Map.of("CHATTER_ROOMS_OPEN", "true"),
                                List.of("-Xms1g", "-Xmx1g"),
                                Pinned.TO_ONE_CORE)) {
            var teams = new Teams(CLIENTS, SIZE);
            teams.fill(postgres.jdbcClient("reconnect"));
            var counted = new Statements(postgres, "reconnect");
            var clients = new Returning(wire, service, teams, BEHIND);
            var _ = clients.come();
            for (var round = 0; round <= ROUNDS; round++) {
                Crowd.sleep(AFTERMATH);
                counted.reset();
                var before = service.cpu();
                clients.cut();
                var took = clients.come();
                Crowd.sleep(AFTERMATH);
                var spent = service.cpu().since(before);
                var work = counted.work() / (double) CLIENTS;
                Report.print(
                        "reconnect",
                        "%d clients %s back in %.1f s, told %d times to come again; each: service"
                            + " %.2f ms, PostgreSQL %.2f ms, %.2f statements (%.2f with begin and"
                            + " commit); handshake to resumed p50 %.1f p99 %.1f max %.1f ms%n",
                        CLIENTS,
                        round == 0 ? "(warm-up)" : "",
                        took.toMillis() / 1e3,
                        clients.refusals(),
                        spent.service() / 1e6 / CLIENTS,
                        spent.postgres() / 1e6 / CLIENTS,
                        work,
                        counted.all() / (double) CLIENTS,
                        clients.latency().getValueAtPercentile(50) / 1e6,
                        clients.latency().getValueAtPercentile(99) / 1e6,
                        clients.latency().getMaxValue() / 1e6);
                if (round > 0) {
                    each.add(spent.service() / 1e6 / CLIENTS);
                    statements.add(work);
                }
            }
            System.out.println("statements per client, by pg_stat_statements:");
            counted.most(CLIENTS).forEach(line -> System.out.println("  " + line));
        }
        Results.atMost(2, "reconnecting at once: service CPU of each, ms", each);
        Report.print(
                "reconnect",
                "service CPU of a reconnect: %s ms, target at most 2; statements %s (rooms of %d,"
                        + " %d of %d with something missed)%n",
                Rounds.shown(each),
                Rounds.shown(statements),
                SIZE,
                BEHIND,
                Teams.EACH);
    }
}
