package net.emotives.chatter.bus;

import net.emotives.chatter.kernel.Limits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * @param bus what carries them
 * @param redisUrl where Redis is: redis://, rediss:// or redis-sentinel://
 * @param channel what they are told under; installations that share a Redis need one each
 * @param backlog estimated heap bytes of texts received from Redis that may wait
 */
@ConfigurationProperties(prefix = "chatter.between-nodes", ignoreUnknownFields = false)
record BusProperties(BusKind bus, String redisUrl, String channel, DataSize backlog) {

    /** PostgreSQL's own limit of a name. */
    private static final int CHANNEL_LIMIT = 63;

    BusProperties {
        redisUrl = redisUrl.strip();
        Limits.of("chatter.between-nodes")
                .require(
                        bus != BusKind.REDIS || !redisUrl.isEmpty(),
                        "redis-url (REDIS_URL) must say where Redis is, since"
                                + " chatter.between-nodes.bus (CHATTER_BUS) is redis")
                .require(
                        !channel.isBlank()
                                && channel.getBytes(StandardCharsets.UTF_8).length <= CHANNEL_LIMIT,
                        "channel must have 1 to " + CHANNEL_LIMIT + " bytes")
                .atLeast(DataSize.ofKilobytes(1), "backlog", backlog);
    }

    /** Without the address, which may hold a password. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "BusProperties[bus=%s, channel=%s]", this.bus, this.channel);
    }
}
