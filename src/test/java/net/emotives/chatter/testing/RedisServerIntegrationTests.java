package net.emotives.chatter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That what the tests do to Redis is what happens to it. */
class RedisServerIntegrationTests {

    @Test
    void isStoppedKilledFrozenAndStartedOnItsPort() {
        try (var redis = RedisServer.start()) {
            var url = redis.url();
            assertThat(redis.answers()).isTrue();
            redis.stop();
            assertThat(redis.answers()).isFalse();
            redis.startAgain();
            assertThat(redis.answers()).isTrue();
            redis.freeze();
            assertThat(redis.answers()).isFalse();
            redis.thaw();
            assertThat(redis.answers()).isTrue();
            redis.kill();
            assertThat(redis.answers()).isFalse();
            redis.restore();
            assertThat(redis.answers()).isTrue();
            redis.freeze();
            redis.restore();
            assertThat(redis.answers()).isTrue();
            assertThat(redis.url()).isEqualTo(url);
        }
    }
}
