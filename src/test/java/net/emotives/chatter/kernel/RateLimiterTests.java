package net.emotives.chatter.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/** What a limiter keeps in mind. */
class RateLimiterTests {

    @Test
    void forgetsWhoMayDoAllAgainThoughNobodyAsks() {
        var limiter = new RateLimiter<Integer>(new Rate(1, 1000));
        for (var key = 0; key < 1000; key++) {
            limiter.acquire(key);
        }
        assertThat(limiter.remembered()).isPositive();
        await().until(() -> limiter.remembered() == 0);
    }

    @Test
    void takesAllOrNothing() {
        var limiter = new RateLimiter<String>(new Rate(10, 1e-6));
        limiter.acquire("key", 7);
        assertThatThrownBy(() -> limiter.acquire("key", 4)).isInstanceOf(RateLimited.class);
        limiter.acquire("key", 3);
        assertThatThrownBy(() -> limiter.acquire("key")).isInstanceOf(RateLimited.class);
        limiter.acquire("key", 0);
        assertThatThrownBy(() -> limiter.acquire("key", 11))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givesBackNoMoreThanThereIs() {
        var limiter = new RateLimiter<String>(new Rate(2, 1e-6));
        limiter.acquire("key", 2);
        limiter.giveBack("key", 5);
        limiter.acquire("key", 2);
        assertThatThrownBy(() -> limiter.acquire("key")).isInstanceOf(RateLimited.class);
    }

    @Test
    void remembersWhoMayNot() {
        var limiter = new RateLimiter<String>(new Rate(1, 1e-6));
        limiter.acquire("key");
        assertThatThrownBy(() -> limiter.acquire("key")).isInstanceOf(RateLimited.class);
        assertThat(limiter.remembered()).isEqualTo(1);
    }
}
