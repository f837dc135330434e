package net.emotives.chatter.presence;

import net.emotives.chatter.cluster.Cluster;
import net.emotives.chatter.cluster.ClusterEvent;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes down who is online here. What happens while one transaction is under way is written with
 * the next one, of each user the last alone; while the database is away it waits, and is bounded by
 * who was here.
 */
@Component
class RollWriter implements SmartLifecycle {

    /** Stops after the sockets and before the lease. */
    private static final int PHASE = Integer.MAX_VALUE - 16384;

    private static final Logger log = LoggerFactory.getLogger(RollWriter.class);
    private static final Duration PAUSE_WHILE_AWAY = Duration.ofMillis(500);
    private static final int MOST_AT_ONCE = 1000;

    private final Cluster cluster;
    private final RollRows rows;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    /** Who is to be written, with his group, or as gone. */
    private final Map<UserId, Optional<UserGroup>> waiting = new LinkedHashMap<>();

    /** Who is here, as far as it was asked to write. */
    private final Map<UserId, UserGroup> here = new HashMap<>();

    private volatile @Nullable Thread thread;

    RollWriter(
            Cluster cluster,
            RollRows rows,
            TransactionOperations transactions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.cluster = cluster;
        this.rows = rows;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    /** He is here from now on, or moved to that group. Waits for nobody. */
    synchronized void arrived(UserId user, UserGroup group) {
        this.here.put(user, group);
        this.waiting.put(user, Optional.of(group));
        notifyAll();
    }

    /** He is here no longer. */
    synchronized void departed(UserId user) {
        this.here.remove(user);
        this.waiting.put(user, Optional.empty());
        notifyAll();
    }

    /** Everything is to be written again. */
    @EventListener
    synchronized void on(ClusterEvent.TakenForGone gone) {
        this.here.forEach((user, group) -> this.waiting.put(user, Optional.of(group)));
        notifyAll();
    }

    private synchronized Map<UserId, Optional<UserGroup>> take() throws InterruptedException {
        while (this.waiting.isEmpty()) {
            wait();
        }
        var taken = new LinkedHashMap<UserId, Optional<UserGroup>>();
        var next = this.waiting.entrySet().iterator();
        while (next.hasNext() && taken.size() < MOST_AT_ONCE) {
            var entry = next.next();
            taken.put(entry.getKey(), entry.getValue());
            next.remove();
        }
        return taken;
    }

    private synchronized void giveBack(Map<UserId, Optional<UserGroup>> taken) {
        taken.forEach(this.waiting::putIfAbsent);
    }

    private void run() {
        try {
            while (true) {
                var taken = take();
                try {
                    write(taken);
                } catch (RuntimeException failure) {
                    log.atWarn().setCause(failure).log("Presence could not be written");
                    giveBack(taken);
                    Thread.sleep(PAUSE_WHILE_AWAY);
                }
            }
        } catch (InterruptedException stopped) {
            log.atDebug().log("Presence is written no longer");
        }
    }

    private void write(Map<UserId, Optional<UserGroup>> taken) {
        var came = new HashMap<UserId, UserGroup>();
        var went = new ArrayList<UserId>();
        taken.forEach((user, group) ->
                group.ifPresentOrElse(now -> came.put(user, now), () -> went.add(user)));
        var node = this.cluster.self();
        var roll =
                Objects.requireNonNull(
                        this.transactions.execute(_ -> {
                            var to = this.rows.advance(node);
                            if (to.isPresent() && !came.isEmpty()) {
                                this.rows.add(node, came);
                            }
                            if (to.isPresent() && !went.isEmpty()) {
                                this.rows.remove(node, went, this.clock.instant());
                            }
                            return to;
                        }));
        // Where the others took this node for gone, everything is written when it is back.
        roll.ifPresent(to ->
                this.events.publishEvent(
                        new RollChange(node, to - 1, to, came, List.copyOf(went))));
    }

    @Override
    public void start() {
        this.thread = Thread.ofVirtual().name("presence-writer").start(this::run);
    }

    @Override
    public void stop() {
        Objects.requireNonNull(this.thread).interrupt();
        this.thread = null;
    }

    @Override
    public boolean isRunning() {
        return this.thread != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
