package net.emotives.chatter.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/** That what the tests do to Redis is what happens to it. */
class RedisServerIntegrationTests {

    @Test
    void isStoppedKilledFrozenAndStartedOnItsPort() {
        try (var redis = RedisServer.start()) {
            var url = redis.url();
            await().until(redis::answers);
            redis.stop();
            assertThat(redis.answers()).isFalse();
            redis.startAgain();
            await().until(redis::answers);
            redis.freeze();
            assertThat(redis.answers()).isFalse();
            redis.thaw();
            await().until(redis::answers);
            redis.kill();
            assertThat(redis.answers()).isFalse();
            redis.restore();
            await().until(redis::answers);
            redis.freeze();
            redis.restore();
            await().until(redis::answers);
            assertThat(redis.url()).isEqualTo(url);
        }
    }
}
