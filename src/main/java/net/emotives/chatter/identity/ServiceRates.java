package net.emotives.chatter.identity;

import net.emotives.chatter.kernel.Caller;
import net.emotives.chatter.kernel.RateLimiter;

import org.springframework.stereotype.Component;

/**
 * Rate limiter of calls by services, per key shown; at present there is one key, the shared secret.
 * Thread-safe. Never blocks. Counts on this node alone.
 */
@Component
public class ServiceRates {

    private static final Caller SECRET = Caller.service("secret");

    private final RateLimiter<Caller> calls;

    ServiceRates(IdentityProperties properties) {
        this.calls = new RateLimiter<>(properties.serviceRate());
    }

    /** Counts a call with the secret; throws {@link net.emotives.chatter.kernel.RateLimited}. */
    public void admit() {
        this.calls.acquire(SECRET);
    }
}
