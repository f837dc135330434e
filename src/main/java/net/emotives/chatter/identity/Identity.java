package net.emotives.chatter.identity;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.Contact;
import net.emotives.chatter.kernel.Sha256;
import net.emotives.chatter.tracing.Trace;
import net.emotives.chatter.tracing.Tracing;
import net.emotives.chatter.users.User;
import net.emotives.chatter.users.Users;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Executors;

/**
 * Identifies callers. An acceptance by uacl is cached for a short time, never past the bearer's own
 * expiry, and concurrent callers with the same bearer share one request; a refusal or a failure is
 * never cached. Blocks for at most uacl's time-outs.
 */
@Component
public class Identity {

    private static final int REMEMBERED_BEARERS = 100_000;

    private final Uacl uacl;
    private final Users users;
    private final Clock clock;
    private final Duration cache;
    private final Tracing tracing;

    /** By the hash of the bearer, so that a heap dump holds none. */
    private final AsyncCache<String, Verdict> verdicts;

    Identity(Uacl uacl, Users users, Clock clock, IdentityProperties properties, Tracing tracing) {
        this.uacl = uacl;
        this.users = users;
        this.clock = clock;
        this.cache = properties.cache();
        this.tracing = tracing;
        this.verdicts =
                Caffeine.newBuilder()
                        .maximumSize(REMEMBERED_BEARERS)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .expireAfter(
                                Expiry.<String, Verdict>creating(
                                        (_, verdict) -> verdict.believed()))
                        .buildAsync();
    }

    /**
     * Returns the user of a bearer, and creates it if it is new; {@code authorization} is the
     * header as it came. Throws {@link NotAuthorised} and {@link IdentityUnavailable}.
     */
    public User verify(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            throw new NotAuthorised();
        }
        if (this.cache.isZero()) {
            return ask(authorization).user();
        }
        var first = this.tracing.current();
        return this.verdicts.get(hash(authorization), _ -> ask(authorization, first)).join().user();
    }

    /** Returns the state of the contact with uacl. */
    public Contact uacl() {
        return this.uacl.contact();
    }

    private Verdict ask(String authorization, @Nullable Trace first) {
        try (var _ = this.tracing.within(first)) {
            return ask(authorization);
        }
    }

    private Verdict ask(String authorization) {
        try {
            var person = this.uacl.ask(authorization);
            var user = this.users.recognise(person.user(), person.group());
            return new Verdict.Accepted(user, believed(authorization));
        } catch (ChatterException | DataAccessException | TransactionException reason) {
            return new Verdict.Failed(reason);
        }
    }

    private Duration believed(String authorization) {
        var left =
                BearerExpiry.of(authorization)
                        .map(end -> Duration.between(this.clock.instant(), end))
                        .filter(untilEnd -> untilEnd.compareTo(this.cache) < 0)
                        .orElse(this.cache);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static String hash(String authorization) {
        return HexFormat.of().formatHex(Sha256.of(authorization));
    }
}
