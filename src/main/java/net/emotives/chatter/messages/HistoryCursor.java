package net.emotives.chatter.messages;

/** Position in the history of a room: the message with this sequence. */
public record HistoryCursor(long sequence) {}
