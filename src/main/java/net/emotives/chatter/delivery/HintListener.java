package net.emotives.chatter.delivery;

import net.emotives.chatter.bus.Bus;
import net.emotives.chatter.cluster.Cluster;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.kernel.AwayLog;
import net.emotives.chatter.kernel.ShutdownPhase;
import net.emotives.chatter.presence.Presence;
import net.emotives.chatter.presence.Typing;
import net.emotives.chatter.users.Users;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.util.List;

/** Takes what the other nodes tell to where it belongs. */
@Component
class HintListener implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(HintListener.class);

    private final AwayLog hints =
            new AwayLog(log, "Hints could not be followed", "Hints are followed again");

    private final Bus bus;
    private final HintCodec codec;
    private final Cluster cluster;
    private final FanOut fanOut;
    private final EphemeralFanOut signals;
    private final PollRequests polls;
    private final Presence presence;
    private final Typing typing;
    private final Users users;
    private final DeliveryMetrics metrics;
    private volatile boolean running;

    HintListener(
            Bus bus,
            HintCodec codec,
            Cluster cluster,
            FanOut fanOut,
            EphemeralFanOut signals,
            PollRequests polls,
            Presence presence,
            Typing typing,
            Users users,
            DeliveryMetrics metrics) {
        this.bus = bus;
        this.codec = codec;
        this.cluster = cluster;
        this.fanOut = fanOut;
        this.signals = signals;
        this.polls = polls;
        this.presence = presence;
        this.typing = typing;
        this.users = users;
        this.metrics = metrics;
    }

    private void heard(String text) {
        var self = this.cluster.self().value();
        if (!this.running || text.startsWith(self)) {
            return;
        }
        this.cluster.heardOfAnother();
        text.lines()
                .skip(1)
                .forEach(line -> {
                    try {
                        this.codec
                                .decode(line)
                                .ifPresentOrElse(this::take, this.metrics::notUnderstood);
                        this.hints.back();
                    } catch (RuntimeException failure) {
                        // What it was about is found out without it.
                        this.hints.failed(failure);
                    }
                });
    }

    private void take(Hint hint) {
        this.metrics.heard();
        switch (hint) {
            case Hint.Happened(RoomEvent event) -> this.fanOut.heard(event);
            case Hint.Moved(var room, var sequence) -> this.fanOut.moved(room, sequence);
            case Hint.Receipted(var event) -> this.signals.on(event);
            case Hint.Typed(var said) -> this.typing.heard(said);
            case Hint.Rolled(var change) -> this.presence.heard(change);
            case Hint.UserChanged(var user) -> this.users.refresh(List.of(user));
        }
    }

    @Override
    public void start() {
        this.running = true;
        this.bus.listen(this::heard, this.polls::request);
    }

    @Override
    public void stop() {
        this.running = false;
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    @Override
    public int getPhase() {
        return ShutdownPhase.FAN_OUT.value();
    }
}
