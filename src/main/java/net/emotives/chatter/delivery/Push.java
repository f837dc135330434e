package net.emotives.chatter.delivery;

import net.emotives.chatter.messages.MessageEvent;
import net.emotives.chatter.presence.PresenceEvent;

/**
 * What is sent to connections unasked. Protocols switch over it without a default, so that each
 * decides on each.
 */
public sealed interface Push {

    /** Something happened to a message. */
    record OfMessage(MessageEvent event) implements Push {}

    /** Somebody came or went. */
    record OfPresence(PresenceEvent event) implements Push {}
}
