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

/** Carries what has no number: who is here, who types, who got and read what. */
@Component
class Signals {

    private final Carrier carrier;
    private final Presence presence;
    private final DeliveryProperties properties;
    private final DeliveryMetrics metrics;

    /** How far each was shown to have got: what another node tells can be older. */
    private final Cache<Members.Key, Receipt> shown =
            Caffeine.newBuilder()
                    .maximumSize(100_000)
                    .expireAfterAccess(Duration.ofMinutes(10))
                    .build();

    Signals(
            Carrier carrier,
            Presence presence,
            DeliveryProperties properties,
            DeliveryMetrics metrics) {
        this.carrier = carrier;
        this.presence = presence;
        this.properties = properties;
        this.metrics = metrics;
    }

    /** From this node or another. */
    @EventListener
    void on(ReceiptEvent event) {
        this.carrier.hand(() -> show(event));
    }

    private void show(ReceiptEvent event) {
        var key = new Members.Key(event.now().room(), event.now().user());
        var known = this.shown.get(key, _ -> event.before());
        var before = known.and(event.before());
        var now = event.now().and(known);
        this.shown.put(key, now);
        var topics = Audiences.topics(now.room());
        if (now.read() > before.read()) {
            // His other connections are to know what he need not read again.
            this.carrier.carry(
                    topics, new Push.Read(now.room(), now.user(), now.read()), _ -> true);
        }
        if (now.delivered() > before.delivered() && now.delivered() > now.read()) {
            this.carrier.carry(
                    topics,
                    new Push.Delivered(now.room(), now.user(), now.delivered()),
                    isNotOf(now.user()));
        }
    }

    @EventListener
    void on(TypingEvent event) {
        this.carrier.hand(() ->
                this.carrier.carry(
                        Audiences.topics(event.room()),
                        new Push.OfTyping(event),
                        isNotOf(event.user())));
    }

    /** To whoever watches that user, and to the others of his group while it is not too large. */
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
        this.carrier.hand(() ->
                this.carrier.carry(topics, new Push.OfPresence(event), isNotOf(event.user())));
    }

    private static Predicate<Connection> isNotOf(UserId user) {
        var himself = Optional.of(user);
        return connection -> !connection.user().equals(himself);
    }
}
