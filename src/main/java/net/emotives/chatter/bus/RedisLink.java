package net.emotives.chatter.bus;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.BaseRedisAsyncCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;

import net.emotives.chatter.kernel.VitalThread;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.ExecutorService;
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
            AbstractRedisClient client, String channel, Consumer<String> heard, Runnable restored) {
        var redis = (RedisClient) client;
        var telling = redis.connect();
        var hearing = redis.connectPubSub();
        // Lettuce's own threads must not wait for what listens.
        hearing.addListener(
                new Listener(
                        Executors.newSingleThreadExecutor(
                                Thread.ofVirtual().name("bus-listener").factory()),
                        heard,
                        restored));
        // A node of a cluster takes sharded channels of its own shard alone: some of our nodes
        // could
        // be heard there and others not. The plain kind goes to all of a cluster.
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

    private static final class Listener extends RedisPubSubAdapter<String, String> {

        private final ExecutorService thread;
        private final Consumer<String> heard;
        private final Runnable restored;

        Listener(ExecutorService thread, Consumer<String> heard, Runnable restored) {
            this.thread = thread;
            this.heard = heard;
            this.restored = restored;
        }

        @Override
        public void message(String channel, String text) {
            execute(() -> this.heard.accept(text));
        }

        @Override
        public void smessage(String channel, String text) {
            message(channel, text);
        }

        @Override
        public void subscribed(String channel, long count) {
            execute(this.restored);
        }

        private void execute(Runnable work) {
            this.thread.execute(VitalThread.guarded("bus-listener", () -> take(work)));
        }

        private static void take(Runnable work) {
            try {
                work.run();
            } catch (RuntimeException failure) {
                log.atError().setCause(failure).log("What the bus told could not be taken");
            }
        }

        @Override
        public void ssubscribed(String channel, long count) {
            subscribed(channel, count);
        }
    }
}
