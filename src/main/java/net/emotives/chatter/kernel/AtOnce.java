package net.emotives.chatter.kernel;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Limit on concurrent operations per key, such as a user. Exact under concurrency. Thread-safe.
 * Never blocks. Counts on this node alone, and forgets a key without operations.
 */
public final class AtOnce<K> {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final int limit;
    private final ConcurrentMap<K, Integer> underWay = new ConcurrentHashMap<>();

    /** Allows that many concurrent operations per key. */
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

    /** Ends one operation of the key. */
    public void end(K key) {
        this.underWay.computeIfPresent(key, (_, before) -> before == 1 ? null : before - 1);
    }

    /** Returns the number of keys with an operation in flight. */
    int remembered() {
        return this.underWay.size();
    }
}
