package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.delivery.Encoder;
import net.emotives.chatter.delivery.Frame;
import net.emotives.chatter.delivery.Push;
import net.emotives.chatter.presence.Presence;
import net.emotives.chatter.presence.PresenceEvent;
import net.emotives.chatter.protocol.chatter.Timestamps;

import tools.jackson.databind.node.ObjectNode;

/**
 * Encodes pushes of version 2 in one of two ways: for the connections of the sender of a message,
 * which see its client id, and for all others.
 */
final class PushEncoder implements Encoder {

    private final FrameWriter words;
    private final Presence presence;
    private final boolean own;

    PushEncoder(FrameWriter words, Presence presence, boolean own) {
        this.words = words;
        this.presence = presence;
        this.own = own;
    }

    @Override
    public Frame encode(Push push) {
        return this.words.written(frame(push));
    }

    private ObjectNode frame(Push push) {
        return switch (push) {
            case Push.OfRoom(var event) -> this.words.event(event, this.own);
            case Push.Concealed(var event) -> this.words.concealed(event, this.own);
            case Push.Delivered(var room, var user, var sequence) ->
                    this.words.inRoom("delivered", room, user).put("sequence", sequence);
            case Push.Read(var room, var user, var sequence) ->
                    this.words.inRoom("read", room, user).put("sequence", sequence);
            case Push.OfPresence(var event) -> presence(event);
            case Push.OfTyping(var event) ->
                    this.words
                            .inRoom("typing", event.room(), event.user())
                            .put("active", event.active());
            case Push.RoomAdded(var room, var head) ->
                    this.words.describe(this.words.frame("room_added"), room).put("head", head);
            case Push.RoomRemoved(var room, var head) ->
                    this.words.frame("room_removed").put("room", room.value()).put("head", head);
        };
    }

    private ObjectNode presence(PresenceEvent event) {
        var frame = this.words.frame("presence").put("username", event.user().value());
        return switch (event) {
            case PresenceEvent.CameOnline _ -> frame.put("active", true);
            case PresenceEvent.WentOffline _ -> {
                frame.put("active", false);
                this.presence
                        .lastSeen(event.user())
                        .ifPresent(seen -> frame.put("last_seen", Timestamps.of(seen)));
                yield frame;
            }
        };
    }
}
