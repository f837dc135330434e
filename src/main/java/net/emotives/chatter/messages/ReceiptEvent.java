package net.emotives.chatter.messages;

/**
 * A member got further in a room; published after commit, and only in rooms that are not too large
 * for that.
 *
 * @param before how far he was; 0 and 0 at first
 * @param now how far he is; at least one number is higher
 * @param members how many belong to the room
 */
public record ReceiptEvent(Receipt before, Receipt now, int members) {}
