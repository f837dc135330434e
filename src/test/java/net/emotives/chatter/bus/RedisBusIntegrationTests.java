package net.emotives.chatter.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.RedisServer;
import net.emotives.chatter.testing.SaidLines;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisBusIntegrationTests implements BusContract {

    private static final long BACKLOG = 1_000_000;

    private final RedisServer redis = RedisServer.start();
    private final String channel = UUID.randomUUID().toString();

    @AfterAll
    void stop() {
        this.redis.close();
    }

    @Override
    public Bus end() {
        return new RedisBus(this.redis.url(), this.channel, BACKLOG);
    }

    @Override
    public Bus elsewhere() {
        return new RedisBus(this.redis.url(), "elsewhere", BACKLOG);
    }

    @Override
    public void interrupt() {
        this.redis.kill();
        this.redis.startAgain();
    }

    @Test
    void beginsToHearWhenRedisIsThere() {
        this.redis.stop();
        var restored = new AtomicInteger();
        try (var early = end()) {
            early.listen(_ -> {}, restored::incrementAndGet);
            assertThatThrownBy(() -> early.publish(List.of("to nobody")))
                    .isInstanceOf(BusAway.class);
            assertThat(restored).hasValue(0);
            this.redis.startAgain();
            await().until(() -> restored.get() > 0);
        }
    }

    /** However often it is tried meanwhile. */
    @Test
    void saysOnceThatRedisIsAwayAndOnceThatItIsBack() {
        try (var said = SaidLines.of(RedisBus.class);
                var bus = end()) {
            var restored = new AtomicInteger();
            bus.listen(_ -> {}, restored::incrementAndGet);
            await().until(() -> restored.get() == 1);
            this.redis.stop();
            await().until(() -> !said.lines().isEmpty());
            for (var i = 0; i < 10; i++) {
                assertThatThrownBy(() -> bus.publish(List.of("to nobody")))
                        .isInstanceOf(BusAway.class);
            }
            this.redis.startAgain();
            await().until(() -> restored.get() > 1);
            await().untilAsserted(() ->
                    assertThat(said.lines())
                            .containsExactly("WARN The bus is away", "INFO The bus is back"));
        }
    }
}
