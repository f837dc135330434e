package net.emotives.chatter.journal;

import net.emotives.chatter.kernel.Limits;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Limits on the different reactions to a message. Public, since reads are bounded by them too.
 *
 * @param perMessage different reactions of a message
 * @param perUser different reactions of a user to one message
 */
@ConfigurationProperties(prefix = "chatter.reactions", ignoreUnknownFields = false)
public record ReactionLimits(int perMessage, int perUser) {

    public ReactionLimits {
        Limits.of("chatter.reactions")
                .atLeast(1, "per-message", perMessage)
                .atLeast(1, "per-user", perUser);
    }
}
