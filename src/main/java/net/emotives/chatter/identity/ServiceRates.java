package net.emotives.chatter.identity;

import net.emotives.chatter.kernel.Caller;
import net.emotives.chatter.kernel.RateLimiter;

import org.springframework.stereotype.Component;

/**
 * How often a service may call, counted by the key that it shows: today there is one, the shared
 * secret. Thread-safe; never blocks; counts on this node alone.
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
