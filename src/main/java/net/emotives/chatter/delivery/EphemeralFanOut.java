package net.emotives.chatter.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import net.emotives.chatter.messages.Receipt;
import net.emotives.chatter.messages.ReceiptEvent;
import net.emotives.chatter.presence.Presence;
import net.emotives.chatter.presence.PresenceEvent;
import net.emotives.chatter.presence.TypingEvent;
import net.emotives.chatter.rooms.Members;
import net.emotives.chatter.users.UserId;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Fan-out of what has no sequence: presence, typing, receipts. Thread-safe. */
@Component
class EphemeralFanOut {

    private final DispatchQueue queue;
    private final Multicast multicast;
    private final Presence presence;
    private final DeliveryProperties properties;
    private final DeliveryMetrics metrics;

    /** Receipts that were pushed: a hint of another node can be older. */
    private final Cache<Members.Key, Receipt> shown =
            Caffeine.newBuilder()
                    .maximumSize(100_000)
                    .expireAfterAccess(Duration.ofMinutes(10))
                    .build();

    EphemeralFanOut(
            DispatchQueue queue,
            Multicast multicast,
            Presence presence,
            DeliveryProperties properties,
            DeliveryMetrics metrics) {
        this.queue = queue;
        this.multicast = multicast;
        this.presence = presence;
        this.properties = properties;
        this.metrics = metrics;
    }

    /** From this node or another. */
    @EventListener
    void on(ReceiptEvent event) {
        this.queue.dispatch(() -> show(event));
    }

    private void show(ReceiptEvent event) {
        var key = new Members.Key(event.now().room(), event.now().user());
        var known = this.shown.get(key, _ -> event.before());
        var before = known.and(event.before());
        var now = event.now().and(known);
        this.shown.put(key, now);
        var topics = Audiences.topics(now.room());
        if (now.read() > before.read()) {
            // The user's other connections show it as read.
            this.multicast.push(
                    topics, new Push.Read(now.room(), now.user(), now.read()), _ -> true);
        }
        if (now.delivered() > before.delivered() && now.delivered() > now.read()) {
            this.multicast.push(
                    topics,
                    new Push.Delivered(now.room(), now.user(), now.delivered()),
                    isNotOf(now.user()));
        }
    }

    @EventListener
    void on(TypingEvent event) {
        this.queue.dispatch(() ->
                this.multicast.push(
                        Audiences.topics(event.room()),
                        new Push.OfTyping(event),
                        isNotOf(event.user())));
    }

    /** Pushes to the watchers of the user, and to its group while that is not too large. */
    @EventListener
    void on(PresenceEvent event) {
        var watchers = new Topic.OfPresence(event.user());
        var small = this.presence.online(event.group()) <= this.properties.presenceGroupLimit();
        if (!small) {
            this.metrics.leftUnpushed();
        }
        var topics =
                small
                        ? List.of(watchers, new Topic.OfGroup(event.group()))
                        : List.<Topic>of(watchers);
        this.queue.dispatch(() ->
                this.multicast.push(topics, new Push.OfPresence(event), isNotOf(event.user())));
    }

    private static Predicate<Connection> isNotOf(UserId user) {
        var himself = Optional.of(user);
        return connection -> !connection.user().equals(himself);
    }
}
