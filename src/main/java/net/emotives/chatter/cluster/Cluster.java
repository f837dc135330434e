package net.emotives.chatter.cluster;

import net.emotives.chatter.kernel.AwayLog;
import net.emotives.chatter.kernel.Loop;
import net.emotives.chatter.kernel.ShutdownPhase;
import net.emotives.chatter.kernel.StartRefused;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The nodes of the database, of which this is one. Each holds a lease; one that does not renew it
 * is taken for gone when it ends, but only by nodes which have themselves renewed theirs for that
 * long: a database that was away for a while has ended all leases, and nobody is gone.
 */
@Component
public class Cluster implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Cluster.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** For how long a node that was heard of need not have been seen. */
    private static final Duration HEARD = LOOK.multipliedBy(5);

    private final AwayLog database =
            new AwayLog(
                    log, "The node's lease could not be renewed", "The node's lease is renewed");

    private final NodeId self = NodeId.next();
    private final Leases leases;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;
    private final ClusterProperties properties;
    private final Tenure tenure;
    private volatile boolean alone;
    private volatile boolean othersSeen;
    private volatile boolean others;
    private volatile long heardOfAnother = System.nanoTime() - HEARD.toNanos();
    private final Loop loop = Loop.virtual("cluster", this::step);

    Cluster(
            Leases leases,
            TransactionOperations transactions,
            ApplicationEventPublisher events,
            ClusterProperties properties) {
        this.leases = leases;
        this.transactions = transactions;
        this.events = events;
        this.properties = properties;
        this.tenure = new Tenure(properties.lease());
    }

    /** This node. */
    public NodeId self() {
        return this.self;
    }

    /**
     * From now on this node writes only while no other is there. Waits for the lease of one that
     * ended without a word, and throws {@link StartRefused} where another lives.
     */
    public void stayAlone() {
        this.alone = true;
        var before = others();
        if (before.isEmpty()) {
            return;
        }
        log.atInfo()
                .addKeyValue("nodes", before.size())
                .log("Other nodes may be there; waiting for their leases to end");
        while (!before.isEmpty()) {
            pause(LOOK);
            var now = others();
            for (var lease : now) {
                if (before.stream().noneMatch(known -> isAgeing(known, lease))) {
                    throw new StartRefused(
                            "Another node shares the database, and CHATTER_BUS=local is for one"
                                    + " alone: set CHATTER_BUS to postgres or redis.");
                }
            }
            before = now;
        }
    }

    private static boolean isAgeing(Leases.Lease before, Leases.Lease now) {
        return before.node().equals(now.node()) && now.left().compareTo(before.left()) < 0;
    }

    private List<Leases.Lease> others() {
        return this.leases.all().stream()
                .filter(lease -> !lease.node().equals(this.self))
                .filter(lease -> lease.isAlive() && !lease.leaving())
                .toList();
    }

    /** Whether this node may write: always, but where it is to be alone and may not be. */
    public boolean mayWrite() {
        return !this.alone || this.tenure.isHeld() && !this.othersSeen;
    }

    /**
     * Whether another node is there, as far as is known: seen with the last look, of a second ago
     * at most while the database is there, or heard of since.
     */
    public boolean hasOthers() {
        return this.others || System.nanoTime() - this.heardOfAnother < HEARD.toNanos();
    }

    /** Another node said something. */
    public void heardOfAnother() {
        this.heardOfAnother = System.nanoTime();
    }

    private void step() throws InterruptedException {
        try {
            look();
            this.database.back();
        } catch (RuntimeException failure) {
            this.database.failed(failure);
        }
        Thread.sleep(LOOK);
    }

    private void look() {
        if (this.tenure.isToRenew()) {
            renew();
        }
        var leases = this.leases.all();
        var trusted = this.tenure.isWhole();
        var gone =
                leases.stream()
                        .filter(lease -> !lease.isAlive() && (trusted || lease.leaving()))
                        .map(Leases.Lease::node)
                        .toList();
        tellOfOthers();
        var others =
                leases.stream()
                        .filter(lease -> !lease.node().equals(this.self))
                        .filter(lease -> !gone.contains(lease.node()))
                        .collect(Collectors.toMap(Leases.Lease::node, Leases.Lease::roll));
        this.others = !others.isEmpty();
        this.events.publishEvent(new ClusterEvent.Seen(others));
        if (!gone.isEmpty()) {
            this.transactions.executeWithoutResult(_ -> bury(gone));
        }
    }

    private void renew() {
        var began = System.nanoTime();
        var known = this.leases.renew(this.self, this.properties.lease());
        var first = this.tenure.renewed(began);
        if (!known && !first) {
            log.atWarn().log("The other nodes took this one for gone");
            this.events.publishEvent(new ClusterEvent.TakenForGone());
        }
    }

    private void tellOfOthers() {
        if (!this.alone) {
            return;
        }
        var seen = !others().isEmpty();
        if (seen && !this.othersSeen) {
            log.atError()
                    .log(
                            "Another node shares the database: with CHATTER_BUS=local nothing is"
                                    + " written");
        }
        this.othersSeen = seen;
    }

    private void bury(List<NodeId> gone) {
        for (var node : this.leases.claim(gone)) {
            log.atInfo().addKeyValue("node", node).log("A node is gone");
            this.events.publishEvent(new ClusterEvent.Gone(node));
            this.leases.delete(node);
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        renew();
        look();
        this.loop.start();
    }

    @Override
    public void stop() {
        this.loop.stop();
        try {
            this.leases.leave(this.self, this.properties.farewell());
        } catch (RuntimeException away) {
            log.atInfo().setCause(away).log("The lease ends by itself: the database is away");
        }
    }

    @Override
    public boolean isRunning() {
        return this.loop.isRunning();
    }

    @Override
    public int getPhase() {
        return ShutdownPhase.LEASE.value();
    }
}
