package net.emotives.chatter.tokens;

import net.emotives.chatter.kernel.AwayLog;
import net.emotives.chatter.kernel.RateLimiter;
import net.emotives.chatter.kernel.Sha256;
import net.emotives.chatter.users.UserId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * Issues tokens and takes them back. The database holds a hash of each alone: 160 random bits need
 * no salt and no slow hash.
 */
@Component
public class Tokens {

    private static final int RANDOM_BYTES = 20;

    private static final Logger log = LoggerFactory.getLogger(Tokens.class);

    private final AwayLog database =
            new AwayLog(log, "Tokens could not be swept", "Tokens are swept again");

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TokensProperties properties;
    private final RateLimiter<UserId> issued;
    private final RateLimiter<UserId> redeemed;
    private final SecureRandom random = new SecureRandom();

    Tokens(JdbcClient jdbc, Clock clock, TokensProperties properties) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.properties = properties;
        this.issued = new RateLimiter<>(properties.issueRate());
        this.redeemed = new RateLimiter<>(properties.connectRate());
    }

    /** A new token for a known user; throws {@link net.emotives.chatter.kernel.RateLimited}. */
    public Token issue(UserId user) {
        this.issued.acquire(user);
        var bytes = new byte[RANDOM_BYTES];
        this.random.nextBytes(bytes);
        var value = Base64.getUrlEncoder().encodeToString(bytes);
        var expires =
                this.clock
                        .instant()
                        .plus(this.properties.lifetime())
                        .truncatedTo(ChronoUnit.MICROS);
        this.jdbc
                .sql("INSERT INTO tokens (hash, username, expires_at) VALUES (?, ?, ?)")
                .params(Sha256.of(value), user.value(), Timestamp.from(expires))
                .update();
        return new Token(value, user, expires);
    }

    /**
     * Takes the token back and says whose it was. Of any number of callers at once, on any node,
     * one succeeds: the row goes with the statement that reads it. Throws {@link TokenRefused}, and
     * {@link net.emotives.chatter.kernel.RateLimited} where the user opens sockets too quickly; the
     * token is gone then, too.
     */
    public UserId redeem(String value) {
        var user =
                this.jdbc
                        .sql(
                                "DELETE FROM tokens WHERE hash = ? RETURNING username, expires_at >"
                                        + " ? AS good")
                        .params(Sha256.of(value), Timestamp.from(this.clock.instant()))
                        .query((row, _) -> row.getBoolean("good") ? row.getString("username") : "")
                        .optional()
                        .filter(name -> !name.isEmpty())
                        .map(UserId::stored)
                        .orElseThrow(TokenRefused::new);
        this.redeemed.acquire(user);
        return user;
    }

    /** Throws {@link TokenRefused} where {@link #redeem} would; takes nothing. */
    public void check(String value) {
        var good =
                this.jdbc
                        .sql(
                                "SELECT EXISTS (SELECT 1 FROM tokens WHERE hash = ? AND expires_at"
                                        + " > ?)")
                        .params(Sha256.of(value), Timestamp.from(this.clock.instant()))
                        .query(Boolean.class)
                        .single();
        if (!good) {
            throw new TokenRefused();
        }
    }

    @Scheduled(fixedDelayString = "${chatter.tokens.sweep}")
    void sweep() {
        try {
            this.jdbc
                    .sql("DELETE FROM tokens WHERE expires_at < ?")
                    .params(Timestamp.from(this.clock.instant()))
                    .update();
            this.database.back();
        } catch (RuntimeException failure) {
            this.database.failed(failure);
        }
    }
}
