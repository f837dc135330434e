package net.emotives.chatter.delivery;

import net.emotives.chatter.database.Reads;
import net.emotives.chatter.journal.Replay;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.kernel.AwayLog;
import net.emotives.chatter.kernel.VitalThread;
import net.emotives.chatter.rooms.RoomId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Reads what is missing of rooms, one reading under way a room, out of the carrier's turn. */
final class GapReader {

    private static final Logger log = LoggerFactory.getLogger(GapReader.class);
    private static final Duration PAUSE_WHILE_AWAY = Duration.ofMillis(200);

    private final AwayLog database =
            new AwayLog(log, "Gaps could not be read", "Gaps are read again");

    private final Replay replay;
    private final Reads reads;
    private final Consumer<Runnable> carrier;
    private final Consumer<List<RoomEvent>> prepared;
    private final Duration late;
    private final DeliveryMetrics metrics;

    /**
     * @param carrier has things done on its thread
     * @param prepared is shown what was read, on a thread that may wait, before the carrier gets it
     * @param late in what time whatever is only late has come
     */
    GapReader(
            Replay replay,
            Reads reads,
            Consumer<Runnable> carrier,
            Consumer<List<RoomEvent>> prepared,
            Duration late,
            DeliveryMetrics metrics) {
        this.replay = replay;
        this.reads = reads;
        this.carrier = carrier;
        this.prepared = prepared;
        this.late = late;
        this.metrics = metrics;
    }

    /** Reads what the feed of a room misses, unless it comes by itself. In the carrier's turn. */
    void read(RoomFeeds feeds, RoomId room) {
        VitalThread.virtual(
                "gap-reader",
                () -> {
                    pause(this.late);
                    ask(feeds, room);
                });
    }

    private void ask(RoomFeeds feeds, RoomId room) {
        this.carrier.accept(() ->
                feeds.gap(room)
                        .ifPresent(feed -> {
                            var after = feed.last();
                            var upTo = feed.gapEnd();
                            VitalThread.virtual("gap-reader", () -> read(feeds, room, after, upTo));
                        }));
    }

    private void read(RoomFeeds feeds, RoomId room, long after, long upTo) {
        var hold = this.reads.await(this.reads.piece());
        try {
            var piece = hold.read(() -> this.replay.piece(room, after, upTo, this.reads.piece()));
            this.database.back();
            this.metrics.healed(piece.events().size());
            this.prepared.accept(piece.events());
            this.carrier.accept(() -> carry(feeds, room, piece, upTo, hold));
        } catch (RuntimeException failure) {
            hold.close();
            this.database.failed(failure);
            pause(PAUSE_WHILE_AWAY);
            ask(feeds, room);
        }
    }

    /** Hands a piece to the feeds and releases its bytes. Runs on the carrier. */
    private void carry(
            RoomFeeds feeds, RoomId room, Replay.Piece piece, long upTo, Reads.Hold hold) {
        try (hold) {
            feeds.read(room, piece.events(), piece.upTo(), piece.upTo() >= upTo);
        }
        if (piece.upTo() < upTo) {
            ask(feeds, room);
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
