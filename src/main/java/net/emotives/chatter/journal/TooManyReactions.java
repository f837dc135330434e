package net.emotives.chatter.journal;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** A message has the maximum number of different reactions, in total or of the user. */
public class TooManyReactions extends ChatterException {

    private TooManyReactions(String sentence) {
        super(ErrorCode.LIMIT_EXCEEDED, sentence, "reaction", null);
    }

    /** Refusal because of the reactions of all users. */
    public static TooManyReactions ofMessage(int limit) {
        return new TooManyReactions("A message has at most " + limit + " different reactions.");
    }

    /** Refusal because of the reactions of the user. */
    public static TooManyReactions ofUser(int limit) {
        return new TooManyReactions(
                "You can have at most " + limit + " different reactions to one message.");
    }
}
