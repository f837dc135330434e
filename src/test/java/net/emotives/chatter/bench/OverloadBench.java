package net.emotives.chatter.bench;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** What would end a node whose reads had no bounds, for five minutes each. */
class OverloadBench {

    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("bench.seconds", 300));

    @Test
    void nodeLivesAndOthersGoOn() {
        try (var overload = new Overload(TIME)) {
            if (!overload.run()) {
                throw new AssertionError("the node is dead");
            }
        }
    }
}
