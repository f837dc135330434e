package net.emotives.chatter.testing;

import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.journal.RoomEvents;
import net.emotives.chatter.messages.ReceiptEvent;
import net.emotives.chatter.presence.PresenceEvent;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.springframework.context.event.EventListener;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a node said had happened, in that order. */
public final class Heard {

    private final Queue<RoomEvent> events = new ConcurrentLinkedQueue<>();
    private final Queue<ReceiptEvent> receipts = new ConcurrentLinkedQueue<>();
    private final Queue<PresenceEvent> presence = new ConcurrentLinkedQueue<>();

    @EventListener
    void on(RoomEvents happened) {
        this.events.addAll(happened.events());
    }

    @EventListener
    void on(PresenceEvent event) {
        this.presence.add(event);
    }

    /** How that user came and went. */
    public List<PresenceEvent> presenceOf(UserId user) {
        return this.presence.stream().filter(event -> event.user().equals(user)).toList();
    }

    @EventListener
    void on(ReceiptEvent event) {
        this.receipts.add(event);
    }

    /** What happened in the room. */
    public List<RoomEvent> in(RoomId room) {
        return this.events.stream().filter(event -> event.room().equals(room)).toList();
    }

    /** The numbers of what happened in the room. */
    public List<Long> sequencesIn(RoomId room) {
        return in(room).stream().map(RoomEvent::sequence).toList();
    }

    /** Who got further in the room. */
    public List<ReceiptEvent> receiptsIn(RoomId room) {
        return this.receipts.stream().filter(event -> event.now().room().equals(room)).toList();
    }
}
