package net.emotives.chatter.delivery;

import net.emotives.chatter.messages.Replay;
import net.emotives.chatter.messages.RoomEvent;
import net.emotives.chatter.rooms.RoomId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Puts the events of each room into their order, each once: what came already is dropped, and
 * before what is ahead of a gap the missing ones are read from the log. On the carrier's thread
 * alone, but for that reading.
 */
final class RoomFeeds {

    private static final Logger log = LoggerFactory.getLogger(RoomFeeds.class);

    /** What is only late comes within that time. */
    private static final Duration LATE = Duration.ofMillis(5);

    private static final Duration PAUSE_WHILE_AWAY = Duration.ofMillis(200);
    private static final int READ_AT_ONCE = 1000;

    /** Beyond so many rooms, what is known of the one that was quiet for longest is forgotten. */
    private static final int REMEMBERED = 100_000;

    private static final class Feed {

        private long last;
        private final TreeMap<Long, RoomEvent> ahead = new TreeMap<>();
        private boolean reading;

        Feed(long last) {
            this.last = last;
        }
    }

    private final Replay replay;
    private final Consumer<Runnable> carrier;
    private final Consumer<RoomEvent> next;
    private final Map<RoomId, Feed> feeds =
            new LinkedHashMap<>(64, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<RoomId, Feed> eldest) {
                    return size() > REMEMBERED && eldest.getValue().ahead.isEmpty();
                }
            };

    /**
     * @param carrier has things done on its thread
     * @param next gets the events in order
     */
    RoomFeeds(Replay replay, Consumer<Runnable> carrier, Consumer<RoomEvent> next) {
        this.replay = replay;
        this.carrier = carrier;
        this.next = next;
    }

    /** Everything after that number is still to come, where nothing is known of the room. */
    void know(RoomId room, long head) {
        this.feeds.computeIfAbsent(room, _ -> new Feed(head));
    }

    void arrive(RoomEvent event) {
        var feed = this.feeds.computeIfAbsent(event.room(), _ -> new Feed(event.sequence() - 1));
        if (event.sequence() <= feed.last) {
            return;
        }
        feed.ahead.put(event.sequence(), event);
        advance(event.room(), feed);
    }

    private void advance(RoomId room, Feed feed) {
        while (!feed.ahead.isEmpty() && feed.ahead.firstKey() == feed.last + 1) {
            feed.last++;
            this.next.accept(feed.ahead.pollFirstEntry().getValue());
        }
        if (!feed.ahead.isEmpty() && !feed.reading) {
            feed.reading = true;
            Thread.ofVirtual().name("gap-reader").start(() -> heal(room));
        }
    }

    private void heal(RoomId room) {
        pause(LATE);
        this.carrier.accept(() -> {
            var feed = this.feeds.get(room);
            if (feed == null) {
                return;
            }
            if (feed.ahead.isEmpty()) {
                feed.reading = false;
                return;
            }
            var after = feed.last;
            var upTo = Math.min(after + READ_AT_ONCE, feed.ahead.firstKey() - 1);
            Thread.ofVirtual().name("gap-reader").start(() -> read(room, after, upTo));
        });
    }

    private void read(RoomId room, long after, long upTo) {
        try {
            var missing = this.replay.between(room, after, upTo);
            this.carrier.accept(() -> healed(room, missing, upTo));
        } catch (RuntimeException away) {
            log.atWarn().setCause(away).log("A gap could not be read");
            pause(PAUSE_WHILE_AWAY);
            heal(room);
        }
    }

    private void healed(RoomId room, List<RoomEvent> missing, long upTo) {
        var feed = this.feeds.get(room);
        if (feed == null) {
            return;
        }
        feed.reading = false;
        missing.stream()
                .filter(event -> event.sequence() > feed.last)
                .forEach(event -> feed.ahead.putIfAbsent(event.sequence(), event));
        advanceTo(room, feed, upTo);
    }

    private void advanceTo(RoomId room, Feed feed, long upTo) {
        while (feed.last < upTo) {
            var event = feed.ahead.remove(feed.last + 1);
            if (event == null) {
                // The log has no gaps; without this one would be waited for without end.
                log.atError().addKeyValue("sequence", feed.last + 1).log("A room's log has a gap");
            }
            feed.last++;
            if (event != null) {
                this.next.accept(event);
            }
        }
        advance(room, feed);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
