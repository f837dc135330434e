package net.emotives.chatter.messages;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

import java.time.Duration;

/** More waits for the database, or is read from it, than may; this request was not taken. */
public class Overloaded extends ChatterException {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    Overloaded() {
        this("Too much is being said at the moment; try again.");
    }

    private Overloaded(String sentence) {
        super(ErrorCode.OVERLOADED, sentence, null, RETRY_AFTER);
    }

    /** Too much is read at the moment. */
    public static Overloaded byReads() {
        return new Overloaded("Too much is being read at the moment; try again.");
    }
}
