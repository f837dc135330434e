package net.emotives.chatter.messages;

import java.util.List;

/**
 * What one commit of this node made happen: published once it is durable, of each room in the order
 * of its log.
 */
public record RoomEvents(List<RoomEvent> events) {}
