package net.emotives.chatter.bench;

import net.emotives.chatter.testing.QuickNeighbours;

import org.junit.jupiter.api.Test;

/** From the start of the process to ready, with the AOT cache and without, in turns. */
class StartBench {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);

    private final Rounds cpu = new Rounds();
    private final Rounds wall = new Rounds();
    private final Rounds resident = new Rounds();

    @Test
    void toReady() {
        try (var postgres = SeasonedPostgres.start();
                var stands = QuickNeighbours.start()) {
            var unpacked = UnpackedJar.unpack(postgres, stands);
            unpacked.train();
            for (var round = 0; round <= ROUNDS; round++) {
                turn("with the cache", unpacked, true, round);
                turn("without", unpacked, false, round);
            }
        }
        Results.atMost(
                0.45,
                "start to ready with the AOT cache: CPU to without",
                this.cpu.ratios("with the cache", "without"));
        Report.print(
                "start",
                """
                start to ready, with the AOT cache to without, medians in brackets:
                  CPU       %s, target at most 0.45 [%.2f s to %.2f s]; without to itself %s
                  wall      %s [%.2f s to %.2f s]
                  resident  %s [%.0f MB to %.0f MB]
                """,
                this.cpu.ratio("with the cache", "without"),
                this.cpu.median("with the cache"),
                this.cpu.median("without"),
                this.cpu.againstItself("without"),
                this.wall.ratio("with the cache", "without"),
                this.wall.median("with the cache"),
                this.wall.median("without"),
                this.resident.ratio("with the cache", "without"),
                this.resident.median("with the cache"),
                this.resident.median("without"));
    }

    /** The first is for the disk's cache. */
    private void turn(String name, UnpackedJar unpacked, boolean cached, int round) {
        var start = unpacked.start(cached);
        System.out.printf(
                "%-16s %s CPU %.2f s, wall %.2f s, resident %.0f MB%n",
                name,
                round == 0 ? "(warm-up)" : "",
                start.cpu().toMillis() / 1e3,
                start.wall().toMillis() / 1e3,
                start.resident() / 1e6);
        if (round > 0) {
            this.cpu.add(name, start.cpu().toMillis() / 1e3);
            this.wall.add(name, start.wall().toMillis() / 1e3);
            this.resident.add(name, start.resident() / 1e6);
        }
    }
}
