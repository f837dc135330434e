package net.emotives.chatter.delivery;

import net.emotives.chatter.journal.ChangeLog;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.rooms.RoomId;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Puts the events of each room into order, each once: repeated ones are dropped, and gaps are read
 * from the journal. In tasks of the dispatcher, unless a method says otherwise.
 *
 * <p>Of a room that no connection follows only the last sequence is kept. For a room that is
 * followed and of which nothing is known, hints of other nodes may have been lost: before the first
 * event is pushed, a poll of the change log finds what it follows on.
 */
@Component
final class RoomFeeds {

    private static final Logger log = LoggerFactory.getLogger(RoomFeeds.class);

    /** Beyond so many rooms, what is known of the one that was quiet for longest is forgotten. */
    private static final int REMEMBERED = 100_000;

    /** Actions that feeds ask for. Called in a task of the dispatcher. */
    interface Actions {

        /** Returns true if a connection here gets the event. */
        boolean isFollowed(RoomEvent event);

        /** Pushes the next event of a room. */
        void carry(RoomEvent event);

        /** Reads the gap of a room, for {@link RoomFeeds#read}. */
        void readMissing(RoomFeeds feeds, RoomId room);

        /** Requests a poll of the change log; returns false if no other node can write. */
        boolean requestPoll();
    }

    private final Actions actions;
    private final RoomFeed.Ahead ahead;
    private final AtomicLong polls = new AtomicLong();
    private final Map<RoomId, RoomFeed> feeds =
            new LinkedHashMap<>(64, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<RoomId, RoomFeed> eldest) {
                    return size() > REMEMBERED && eldest.getValue().isIdle();
                }
            };

    /** Rooms whose start is unknown until a poll completes. */
    private final Set<RoomId> unknown = new HashSet<>();

    /** Creates feeds of which nothing is known yet. */
    @Autowired
    RoomFeeds(Actions actions, DeliveryProperties properties) {
        this(actions, properties.backlogBytes());
    }

    /**
     * Creates feeds of which nothing is known yet.
     *
     * @param bytes estimated heap bytes that events ahead of gaps may take
     */
    RoomFeeds(Actions actions, long bytes) {
        this.actions = actions;
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
        if (!isAwaited(feed) && !this.actions.isFollowed(event)) {
            passBy(event.room(), event.sequence());
            return;
        }
        if (feed == null) {
            feed = begun(event.room(), event.sequence());
        }
        feed.arrive(event);
        advance(event.room(), feed);
    }

    /** Records that a room which a connection here follows moved up to that sequence. */
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
     * Returns true if events are on their way to a user here, which may follow the room only once
     * it has them, and then needs those that arrived meanwhile.
     */
    private static boolean isAwaited(@Nullable RoomFeed feed) {
        return feed != null && (feed.isUnknown() || feed.hasGap());
    }

    private RoomFeed begun(RoomId room, long first) {
        var feed = RoomFeed.after(first - 1, this.ahead);
        if (first > 1) {
            var polls = this.polls.get();
            if (this.actions.requestPoll()) {
                feed = RoomFeed.unknown(polls, this.ahead);
                this.unknown.add(room);
            }
        }
        this.feeds.put(room, feed);
        return feed;
    }

    /** Counts a poll of the change log that begins. Thread-safe. */
    long beginPoll() {
        return this.polls.incrementAndGet();
    }

    /**
     * A poll found that a room moved which a connection here follows, or is to follow.
     *
     * @param somebodyNew true if a user here may have joined it without being told: events that
     *     were passed by, as no connection followed, were for that user
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

    /** All that a poll found was taken. */
    void endPoll(long poll) {
        for (var room : List.copyOf(this.unknown)) {
            var feed = this.feeds.get(room);
            if (feed == null || !feed.isUnknown()) {
                this.unknown.remove(room);
            } else if (feed.waitsFor(poll)) {
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

    /** Forgets all rooms. */
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
            this.actions.readMissing(this, room);
        }
    }

    private void carry(RoomFeed feed) {
        for (var next = feed.next(); next.isPresent(); next = feed.next()) {
            this.actions.carry(next.get());
        }
    }
}
