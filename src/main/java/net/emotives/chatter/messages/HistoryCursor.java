package net.emotives.chatter.messages;

/** A place in the history of a room: that of the message with this sequence. */
public record HistoryCursor(long sequence) {}
