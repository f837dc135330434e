package net.emotives.chatter.kernel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;

import java.time.Duration;

/**
 * Holds each key, such as a user, to a {@link Rate} of its own. Exact under concurrency, never
 * blocks, counts on this node alone, and forgets a key once its bucket would be full again.
 */
public final class RateLimiter<K> {

    private static final double YEAR = 365 * 24 * 3600;

    private final int burst;

    /** Of all buckets. */
    private final Bandwidth limit;

    private final Cache<K, Bucket> buckets;

    /** Starts with every bucket full. */
    public RateLimiter(Rate rate) {
        this.burst = rate.burst();
        // Refilled one by one, so that 10 a second is one each 100 ms and not ten at the turn of
        // the second.
        var each = Duration.ofNanos((long) (1_000_000_000 / rate.perSecond()));
        this.limit = Bandwidth.builder().capacity(rate.burst()).refillGreedy(1, each).build();
        // A year is as good as for ever, and longer than that is more than a timer can count.
        var seconds = Math.min(rate.burst() / rate.perSecond(), YEAR);
        var full = Duration.ofMillis((long) Math.ceil(1000 * seconds) + 1000);
        this.buckets =
                Caffeine.newBuilder()
                        .expireAfterAccess(full)
                        // Also where nobody asks for any: a crowd that came at once and stays is
                        // not to be remembered for that.
                        .scheduler(Scheduler.systemScheduler())
                        .build();
    }

    /** Takes one of what the key has left, or throws {@link RateLimited} and takes nothing. */
    public void acquire(K key) {
        acquire(key, 1);
    }

    /**
     * Takes so many of what the key has left, or throws {@link RateLimited} and takes nothing.
     *
     * @param count at most {@link #burst}
     */
    public void acquire(K key, int count) {
        if (count > this.burst) {
            throw new IllegalArgumentException("more than there ever are: " + count);
        }
        if (count == 0) {
            return;
        }
        var probe = this.buckets.get(key, _ -> newBucket()).tryConsumeAndReturnRemaining(count);
        if (!probe.isConsumed()) {
            throw new RateLimited(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    /** Gives back what was taken and not used; never more than the bucket holds. */
    public void giveBack(K key, int count) {
        var bucket = this.buckets.getIfPresent(key);
        if (bucket != null && count > 0) {
            bucket.addTokens(count);
        }
    }

    /** The most that can be taken at once. */
    public int burst() {
        return this.burst;
    }

    /** Throws {@link RateLimited} where {@link #acquire} would; takes nothing. */
    public void check(K key) {
        var bucket = this.buckets.getIfPresent(key);
        if (bucket != null) {
            var probe = bucket.estimateAbilityToConsume(1);
            if (!probe.canBeConsumed()) {
                throw new RateLimited(Duration.ofNanos(probe.getNanosToWaitForRefill()));
            }
        }
    }

    /** Takes one of what the key has left, if anything: for what has happened already. */
    public void use(K key) {
        var _ = this.buckets.get(key, _ -> newBucket()).tryConsume(1);
    }

    /** Returns the approximate number of keys that are kept. */
    long remembered() {
        return this.buckets.estimatedSize();
    }

    private Bucket newBucket() {
        return Bucket.builder().addLimit(this.limit).build();
    }
}
