package net.emotives.chatter.delivery;

import net.emotives.chatter.database.Reads;
import net.emotives.chatter.journal.Replay;
import net.emotives.chatter.kernel.AwayLog;
import net.emotives.chatter.kernel.VitalThread;
import net.emotives.chatter.rooms.RoomId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Duration;

/**
 * Reads the gaps of rooms from the journal, one read at a time per room, outside the dispatcher.
 */
@Component
final class GapReader {

    private static final Logger log = LoggerFactory.getLogger(GapReader.class);
    private static final Duration PAUSE_WHILE_AWAY = Duration.ofMillis(200);

    private final AwayLog database =
            new AwayLog(log, "Gaps could not be read", "Gaps are read again");

    private final Replay replay;
    private final Reads reads;
    private final DispatchQueue queue;
    private final Audiences audiences;
    private final DeliveryProperties properties;
    private final DeliveryMetrics metrics;

    GapReader(
            Replay replay,
            Reads reads,
            DispatchQueue queue,
            Audiences audiences,
            DeliveryProperties properties,
            DeliveryMetrics metrics) {
        this.replay = replay;
        this.reads = reads;
        this.queue = queue;
        this.audiences = audiences;
        this.properties = properties;
        this.metrics = metrics;
    }

    /** Reads the gap of a room's feed unless it fills by itself. In a task of the dispatcher. */
    void read(RoomFeeds feeds, RoomId room) {
        VitalThread.virtual(
                "gap-reader",
                () -> {
                    pause(this.properties.late());
                    ask(feeds, room);
                });
    }

    private void ask(RoomFeeds feeds, RoomId room) {
        this.queue.dispatch(() ->
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
            this.audiences.prepare(piece.events());
            this.queue.dispatch(() -> carry(feeds, room, piece, upTo, hold));
        } catch (RuntimeException failure) {
            hold.close();
            this.database.failed(failure);
            pause(PAUSE_WHILE_AWAY);
            ask(feeds, room);
        }
    }

    /** Hands a piece to the feeds and releases its bytes. In a task of the dispatcher. */
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
