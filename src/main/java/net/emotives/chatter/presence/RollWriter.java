package net.emotives.chatter.presence;

import net.emotives.chatter.cluster.Cluster;
import net.emotives.chatter.cluster.ClusterEvent;
import net.emotives.chatter.kernel.AwayLog;
import net.emotives.chatter.kernel.Loop;
import net.emotives.chatter.kernel.ShutdownPhase;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

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
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Writes down which users are online here. What changes while one transaction is under way is
 * written with the next one, each user once, as it is by then; while the database is away it waits,
 * and is bounded by the users that were here.
 */
@Component
class RollWriter implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RollWriter.class);
    private static final Duration PAUSE_WHILE_AWAY = Duration.ofMillis(500);
    private static final int MOST_AT_ONCE = 1000;

    private final AwayLog database =
            new AwayLog(log, "Presence could not be written", "Presence is written again");

    private final Cluster cluster;
    private final RollRows rows;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final LocalUsers local;

    /** The users to be written, with their group or as gone, whichever it is by then. */
    private final Set<UserId> waiting = new LinkedHashSet<>();

    private final Loop loop = Loop.virtual("presence-writer", this::step);

    RollWriter(
            Cluster cluster,
            RollRows rows,
            TransactionOperations transactions,
            ApplicationEventPublisher events,
            Clock clock,
            LocalUsers local) {
        this.cluster = cluster;
        this.rows = rows;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
        this.local = local;
    }

    /** The user came here, left or moved to another group. Never waits. */
    synchronized void changed(UserId user) {
        this.waiting.add(user);
        notifyAll();
    }

    /** Has the whole roll written again. */
    @EventListener
    void on(ClusterEvent.TakenForGone gone) {
        giveBack(this.local.all());
    }

    private synchronized List<UserId> take() throws InterruptedException {
        while (this.waiting.isEmpty()) {
            wait();
        }
        var taken = new ArrayList<UserId>();
        var next = this.waiting.iterator();
        while (next.hasNext() && taken.size() < MOST_AT_ONCE) {
            taken.add(next.next());
            next.remove();
        }
        return taken;
    }

    private synchronized void giveBack(Collection<UserId> taken) {
        this.waiting.addAll(taken);
        notifyAll();
    }

    private void step() throws InterruptedException {
        var taken = take();
        try {
            write(taken);
            this.database.back();
        } catch (RuntimeException failure) {
            this.database.failed(failure);
            giveBack(taken);
            Thread.sleep(PAUSE_WHILE_AWAY);
        }
    }

    private void write(List<UserId> taken) {
        var came = new HashMap<UserId, UserGroup>();
        var went = new ArrayList<UserId>();
        for (var user : taken) {
            var group = this.local.group(user);
            if (group == null) {
                went.add(user);
            } else {
                came.put(user, group);
            }
        }
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
        this.loop.start();
    }

    @Override
    public void stop() {
        this.loop.stop();
    }

    @Override
    public boolean isRunning() {
        return this.loop.isRunning();
    }

    @Override
    public int getPhase() {
        return ShutdownPhase.RELAYS.value();
    }
}
