package net.emotives.chatter.bench;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** Loads that would exhaust a node without read limits, for five minutes each. */
class OverloadBench {

    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("bench.seconds", 300));

    @Test
    void nodeLivesAndOthersGoOn() {
        try (var overload = new Overload(TIME, 600)) {
            if (!overload.run()) {
                throw new AssertionError("the node is dead");
            }
        }
    }
}
