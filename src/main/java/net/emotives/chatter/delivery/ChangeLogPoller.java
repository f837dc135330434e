package net.emotives.chatter.delivery;

import net.emotives.chatter.journal.ChangeLog;
import net.emotives.chatter.journal.Epoch;
import net.emotives.chatter.kernel.AwayLog;
import net.emotives.chatter.kernel.Loop;
import net.emotives.chatter.kernel.ShutdownPhase;
import net.emotives.chatter.users.Users;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;

/**
 * Polls the change log for what all nodes committed, at intervals and on request, so that nothing
 * depends on the bus. Two statements a poll.
 *
 * <p>If the history has forked, or this node was out of touch for longer than changes are kept, it
 * is unknown what its connections miss: they are closed, and resume.
 */
@Component
class ChangeLogPoller implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ChangeLogPoller.class);
    private static final Duration PAUSE_WHILE_AWAY = Duration.ofMillis(250);

    private final AwayLog database =
            new AwayLog(log, "Changes of other nodes could not be read", "Changes are read again");

    private final ChangeLog changes;
    private final Epoch epoch;
    private final Users users;
    private final FanOut fanOut;
    private final PollRequests requests;
    private final DeliveryProperties properties;

    /** Earlier marks, the oldest first, up to which the change log is swept. */
    private final ArrayDeque<ChangeLog.Mark> past = new ArrayDeque<>();

    private ChangeLog.@Nullable Mark mark;
    private String history = "";
    private final Loop loop = Loop.virtual("healing", this::step);

    ChangeLogPoller(
            ChangeLog changes,
            Epoch epoch,
            Users users,
            FanOut fanOut,
            PollRequests requests,
            DeliveryProperties properties) {
        this.changes = changes;
        this.epoch = epoch;
        this.users = users;
        this.fanOut = fanOut;
        this.requests = requests;
        this.properties = properties;
    }

    private void step() throws InterruptedException {
        this.requests.await(this.properties.check());
        try {
            poll();
            this.database.back();
        } catch (RuntimeException failure) {
            this.database.failed(failure);
            this.requests.request();
            Thread.sleep(PAUSE_WHILE_AWAY);
        }
    }

    private void poll() {
        var before = Objects.requireNonNull(this.mark);
        var now = this.epoch.current();
        var poll = this.fanOut.beginPoll();
        var found = this.changes.since(before, this.properties.changesPiece());
        var away = Duration.between(before.at(), found.mark().at());
        if (!now.equals(this.history)
                || away.compareTo(this.properties.changesKept().dividedBy(2)) > 0) {
            log.atWarn()
                    .addKeyValue("away", away)
                    .addKeyValue("epoch", now)
                    .log("What was missed is not known; all connections are to resume");
            begin();
            this.fanOut.startAnew();
            return;
        }
        this.mark = found.mark();
        this.fanOut.changed(poll, found.rooms());
        if (!found.users().isEmpty()) {
            this.users.refresh(found.users());
        }
        sweep(found.mark());
    }

    private void sweep(ChangeLog.Mark now) {
        var last = this.past.peekLast();
        if (last == null
                || Duration.between(last.at(), now.at())
                                .compareTo(this.properties.changesKept().dividedBy(10))
                        > 0) {
            this.past.add(now);
        }
        var first = this.past.peekFirst();
        if (first != null
                && Duration.between(first.at(), now.at()).compareTo(this.properties.changesKept())
                        > 0) {
            this.changes.sweep(this.past.removeFirst());
        }
    }

    private void begin() {
        this.history = this.epoch.current();
        this.changes.sweepForeign();
        this.past.clear();
        this.mark = this.changes.now();
    }

    @Override
    public void start() {
        begin();
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
        return ShutdownPhase.CHANGE_LOG.value();
    }
}
