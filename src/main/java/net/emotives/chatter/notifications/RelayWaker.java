package net.emotives.chatter.notifications;

import net.emotives.chatter.journal.RoomEvents;
import net.emotives.chatter.outbox.Relay;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Wakes the relay when there may be something to deliver at once. */
@Component
class RelayWaker {

    private final Relay<NotificationEntry> relay;
    private final NotificationsProperties properties;

    RelayWaker(Relay<NotificationEntry> relay, NotificationsProperties properties) {
        this.relay = relay;
        this.properties = properties;
    }

    @EventListener
    void on(RoomEvents happened) {
        if (this.properties.when() == NotifyWhen.ALWAYS) {
            this.relay.wake();
        }
    }
}
