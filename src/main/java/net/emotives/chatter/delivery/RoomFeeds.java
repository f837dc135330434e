package net.emotives.chatter.delivery;

import net.emotives.chatter.journal.ChangeLog;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.rooms.RoomId;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Puts the events of each room into their order, each once: what came already is dropped, and what
 * is missing is read from the log. In the carrier's turn alone.
 *
 * <p>A room that nobody here follows is only kept in mind. Of one that somebody follows and nothing
 * was heard of yet, other nodes may have told something that was lost: before the first event is
 * carried, a look at the changes says what it follows on.
 */
final class RoomFeeds {

    private static final Logger log = LoggerFactory.getLogger(RoomFeeds.class);

    /** Beyond so many rooms, what is known of the one that was quiet for longest is forgotten. */
    private static final int REMEMBERED = 100_000;

    /** What the feeds need of the world. */
    interface World {

        /** Whether somebody here is to get it. */
        boolean isFollowed(RoomEvent event);

        /** Carries the next event of a room. */
        void carry(RoomEvent event);

        /** Reads what is missing, and hands it to {@link RoomFeeds#read}. */
        void readMissing(RoomId room);

        /** Has a look at the changes begin soon; false where nobody else writes. */
        boolean askForLook();
    }

    private final World world;
    private final RoomFeed.Ahead ahead;
    private final AtomicLong looks = new AtomicLong();
    private final Map<RoomId, RoomFeed> feeds =
            new LinkedHashMap<>(64, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<RoomId, RoomFeed> eldest) {
                    return size() > REMEMBERED && eldest.getValue().isIdle();
                }
            };

    /** The rooms of which nobody knows yet where to begin. */
    private final Set<RoomId> unknown = new HashSet<>();

    /**
     * Creates feeds that know nothing yet.
     *
     * @param bytes estimated heap bytes that events ahead of gaps may take
     */
    RoomFeeds(World world, long bytes) {
        this.world = world;
        this.ahead = new RoomFeed.Ahead(bytes);
    }

    /**
     * Somebody begins to follow a room whose last number was read just now.
     *
     * @param followed whether others here follow it already: they are to get what they miss
     */
    void know(RoomId room, long head, boolean followed) {
        if (followed) {
            move(room, head);
        } else {
            passBy(room, head);
        }
    }

    /** Something happened in a room. */
    void arrive(RoomEvent event) {
        var feed = this.feeds.get(event.room());
        if (!isAwaited(feed) && !this.world.isFollowed(event)) {
            passBy(event.room(), event.sequence());
            return;
        }
        if (feed == null) {
            feed = begun(event.room(), event.sequence());
        }
        feed.arrive(event);
        advance(event.room(), feed);
    }

    /** Everything up to that number happened in a room that somebody here follows. */
    void move(RoomId room, long sequence) {
        var feed = this.feeds.get(room);
        if (feed == null) {
            feed = begun(room, sequence);
        }
        feed.know(sequence);
        advance(room, feed);
    }

    /** Something happened in a room that nobody here follows. */
    void passBy(RoomId room, long sequence) {
        var feed = this.feeds.computeIfAbsent(room, _ -> RoomFeed.after(sequence, this.ahead));
        if (isAwaited(feed)) {
            feed.know(sequence);
            advance(room, feed);
        } else {
            feed.skipTo(sequence);
        }
    }

    /**
     * Whether something is under way for somebody here: he may only follow the room once he has got
     * that, and then wants what came meanwhile.
     */
    private static boolean isAwaited(@Nullable RoomFeed feed) {
        return feed != null && (feed.isUnknown() || feed.hasGap());
    }

    private RoomFeed begun(RoomId room, long first) {
        var feed = RoomFeed.after(first - 1, this.ahead);
        if (first > 1) {
            var looks = this.looks.get();
            if (this.world.askForLook()) {
                feed = RoomFeed.unknown(looks, this.ahead);
                this.unknown.add(room);
            }
        }
        this.feeds.put(room, feed);
        return feed;
    }

    /** A look at the changes begins; any thread. */
    long beginLook() {
        return this.looks.incrementAndGet();
    }

    /**
     * A look found that a room moved which somebody here follows, or is to follow.
     *
     * @param somebodyNew whether it may be that somebody here came to it and was not told: then
     *     what was passed by, as nobody followed, was for him
     */
    void moved(RoomId room, ChangeLog.Span span, boolean somebodyNew) {
        var feed = this.feeds.computeIfAbsent(room, _ -> RoomFeed.after(span.before(), this.ahead));
        feed.begin(span.before());
        if (somebodyNew) {
            feed.backTo(span.before());
        }
        feed.know(span.after());
        advance(room, feed);
    }

    /** All that a look found was told. */
    void endLook(long look) {
        for (var room : List.copyOf(this.unknown)) {
            var feed = this.feeds.get(room);
            if (feed == null || !feed.isUnknown()) {
                this.unknown.remove(room);
            } else if (feed.waitsFor(look)) {
                this.unknown.remove(room);
                feed.beginWithFirst();
                advance(room, feed);
            }
        }
    }

    /** Returns the estimated heap bytes of the events that are ahead of gaps. */
    long ahead() {
        return this.ahead.bytes();
    }

    /** Nothing is known of any room. */
    void forget() {
        this.feeds.values().forEach(RoomFeed::forget);
        this.feeds.clear();
        this.unknown.clear();
    }

    /**
     * Takes events that were read from the room's log to fill a gap, up to that sequence.
     *
     * @param done true if this read has ended; a further gap needs a new one
     */
    void read(RoomId room, List<RoomEvent> events, long upTo, boolean done) {
        var feed = this.feeds.get(room);
        if (feed == null) {
            return;
        }
        feed.arrive(events);
        carry(feed);
        while (feed.hasGap() && feed.last() < upTo) {
            // The log has no gaps; without this one would be waited for without end.
            log.atError().addKeyValue("sequence", feed.last() + 1).log("A room's log has a gap");
            feed.skipTo(Math.min(upTo, feed.gapEnd()));
            carry(feed);
        }
        if (done) {
            feed.endReading();
            advance(room, feed);
        }
    }

    /** The feed of a room whose gap is about to be read, where it still has one. */
    Optional<RoomFeed> gap(RoomId room) {
        var feed = this.feeds.get(room);
        if (feed == null) {
            return Optional.empty();
        }
        if (!feed.hasGap()) {
            feed.endReading();
            return Optional.empty();
        }
        return Optional.of(feed);
    }

    private void advance(RoomId room, RoomFeed feed) {
        carry(feed);
        if (feed.hasGap() && feed.beginReading()) {
            this.world.readMissing(room);
        }
    }

    private void carry(RoomFeed feed) {
        for (var next = feed.next(); next.isPresent(); next = feed.next()) {
            this.world.carry(next.get());
        }
    }
}
