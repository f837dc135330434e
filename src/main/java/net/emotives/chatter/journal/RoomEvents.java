package net.emotives.chatter.journal;

import java.util.List;

/**
 * Spring event with the room events of one commit of this node. Published after the commit on the
 * writer thread; events of one room are in the order of their sequences.
 */
public record RoomEvents(List<RoomEvent> events) {}
