package net.emotives.chatter.kernel;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Holds each key, such as a user, to so many things at once. Exact under concurrency, never blocks,
 * counts on this node alone, and forgets a key of which nothing is under way.
 */
public final class AtOnce<K> {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final int limit;
    private final ConcurrentMap<K, Integer> underWay = new ConcurrentHashMap<>();

    /** Each key may have so many under way. */
    public AtOnce(int limit) {
        this.limit = limit;
    }

    /** Something begins; throws {@link RateLimited} where too much is under way. */
    public void begin(K key) {
        this.underWay.merge(
                key,
                1,
                (before, one) -> {
                    if (before >= this.limit) {
                        throw new RateLimited(RETRY_AFTER);
                    }
                    return before + one;
                });
    }

    /** What began is over. */
    public void end(K key) {
        this.underWay.computeIfPresent(key, (_, before) -> before == 1 ? null : before - 1);
    }

    /** How many keys have something under way. */
    int remembered() {
        return this.underWay.size();
    }
}
