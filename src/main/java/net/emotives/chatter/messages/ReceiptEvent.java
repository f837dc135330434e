package net.emotives.chatter.messages;

/**
 * Spring event: the receipt of a member moved forward. Published after the commit, only for rooms
 * that are small enough.
 *
 * @param before the receipt before; 0 and 0 at first
 * @param now the receipt now; at least one sequence is higher
 * @param members number of members of the room
 */
public record ReceiptEvent(Receipt before, Receipt now, int members) {}
