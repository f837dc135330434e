package net.emotives.chatter.messages;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** A message has as many different reactions as it may have, in all or of one user. */
public class ReactionLimit extends ChatterException {

    private ReactionLimit(String sentence) {
        super(ErrorCode.LIMIT_EXCEEDED, sentence, "reaction", null);
    }

    static ReactionLimit ofMessage(int limit) {
        return new ReactionLimit("A message has at most " + limit + " different reactions.");
    }

    static ReactionLimit ofUser(int limit) {
        return new ReactionLimit(
                "You can have at most " + limit + " different reactions to one message.");
    }
}
