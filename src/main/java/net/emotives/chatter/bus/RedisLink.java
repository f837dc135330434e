package net.emotives.chatter.bus;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.BaseRedisAsyncCommands;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The two connections to Redis: one hears, one tells. They come back by themselves. */
final class RedisLink {

    private static final Logger log = LoggerFactory.getLogger(RedisLink.class);

    private final BaseRedisAsyncCommands<String, String> telling;
    private final String channel;
    private final boolean sharded;

    private RedisLink(
            BaseRedisAsyncCommands<String, String> telling, String channel, boolean sharded) {
        this.telling = telling;
        this.channel = channel;
        this.sharded = sharded;
    }

    /** Throws where Redis is away. */
    static RedisLink open(
            AbstractRedisClient client,
            String channel,
            long backlog,
            Consumer<String> heard,
            Runnable restored) {
        var redis = (RedisClient) client;
        var telling = redis.connect();
        var hearing = redis.connectPubSub();
        // Lettuce's own threads must not wait for what listens.
        hearing.addListener(
                new RedisListener(
                        Executors.newSingleThreadExecutor(
                                Thread.ofVirtual().name("bus-listener").factory()),
                        backlog,
                        heard,
                        restored));
        // A node of a Redis cluster takes sharded channels of its own shard alone, and the plain
        // kind goes to all of it.
        var sharded = !telling.sync().info("cluster").contains("cluster_enabled:1");
        if (sharded) {
            try {
                hearing.sync().ssubscribe(channel);
            } catch (RedisCommandExecutionException older) {
                log.atInfo()
                        .addKeyValue("reason", older.getMessage())
                        .log("Redis has no sharded channels; the plain kind is used");
                sharded = false;
            }
        }
        if (!sharded) {
            hearing.sync().subscribe(channel);
        }
        return new RedisLink(telling.async(), channel, sharded);
    }

    RedisFuture<Long> tell(String text) {
        return this.sharded
                ? this.telling.spublish(this.channel, text)
                : this.telling.publish(this.channel, text);
    }
}
