package net.emotives.chatter.bus;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;

import net.emotives.chatter.kernel.AwayLog;
import net.emotives.chatter.kernel.Contact;
import net.emotives.chatter.kernel.VitalThread;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Publish and subscribe of Redis: sharded where the server has that (7.0), plain on older ones and
 * in a cluster. Connects, and connects again, by itself.
 */
final class RedisBus implements Bus {

    private static final Logger log = LoggerFactory.getLogger(RedisBus.class);
    private static final int LIMIT = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE_WHILE_AWAY = Duration.ofMillis(250);

    private final ClientResources resources =
            ClientResources.builder()
                    .reconnectDelay(
                            Delay.fullJitter(PAUSE_WHILE_AWAY, PATIENCE, 1, TimeUnit.MILLISECONDS))
                    .build();

    private final AwayLog away = new AwayLog(log, "The bus is away", "The bus is back");
    private final LettuceConnectionFactory factory;
    private final String channel;
    private final long backlog;
    private volatile @Nullable RedisLink link;
    private volatile @Nullable Thread connecting;
    private volatile boolean closing;

    /**
     * @param backlog estimated heap bytes of received texts that may wait
     */
    RedisBus(String url, String channel, long backlog) {
        this.channel = channel;
        this.backlog = backlog;
        var address = RedisURI.create(url);
        this.factory =
                new LettuceConnectionFactory(
                        LettuceConnectionFactory.createRedisConfiguration(address),
                        LettuceClientConfiguration.builder()
                                .apply(address)
                                .clientResources(this.resources)
                                .commandTimeout(PATIENCE)
                                .clientOptions(options())
                                .build());
        this.factory.afterPropertiesSet();
        this.factory.start();
    }

    /** A hint that cannot be told now is dropped: later it is known from the database. */
    private static ClientOptions options() {
        return ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(PATIENCE))
                .build();
    }

    @Override
    public void listen(Consumer<String> heard, Runnable restored) {
        this.connecting = VitalThread.virtual("bus-connector", () -> connect(heard, restored));
    }

    private void connect(Consumer<String> heard, Runnable restored) {
        this.factory.getRequiredNativeClient().addListener(new Connections());
        while (this.link == null && !Thread.currentThread().isInterrupted()) {
            try {
                this.link =
                        RedisLink.open(
                                this.factory.getRequiredNativeClient(),
                                this.channel,
                                this.backlog,
                                heard,
                                restored);
            } catch (RuntimeException away) {
                this.away.away(Contact.reason(away));
                pause();
            }
        }
    }

    @Override
    public void publish(List<String> texts) {
        var open = this.link;
        if (open == null) {
            throw new BusAway("Redis has not been reached yet");
        }
        try {
            RedisFuture<Long> last = null;
            for (var text : texts) {
                last = open.tell(text);
            }
            if (last != null) {
                // They go in one pipeline: when the last is told, all are.
                last.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException | TimeoutException | RuntimeException away) {
            throw new BusAway(away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Of the connections once they were open, which come back by themselves. */
    private final class Connections implements RedisConnectionStateListener {

        @Override
        public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
            RedisBus.this.away.back();
        }

        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
            if (!RedisBus.this.closing) {
                RedisBus.this.away.away("disconnected");
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_WHILE_AWAY);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int limit() {
        return LIMIT;
    }

    @Override
    public void close() {
        this.closing = true;
        var under = this.connecting;
        if (under != null) {
            under.interrupt();
        }
        this.factory.destroy();
        var _ = this.resources.shutdown();
    }
}
