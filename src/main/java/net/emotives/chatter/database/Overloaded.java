package net.emotives.chatter.database;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

import java.time.Duration;

/** Too many writes or reads wait for the database; the request was rejected and had no effect. */
public class Overloaded extends ChatterException {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private Overloaded(String sentence) {
        super(ErrorCode.OVERLOADED, sentence, null, RETRY_AFTER);
    }

    /** Rejection of a write whose queue is full. */
    public static Overloaded byWrites() {
        return new Overloaded("Too much is being said at the moment; try again.");
    }

    /** Rejection of a read. */
    public static Overloaded byReads() {
        return new Overloaded("Too much is being read at the moment; try again.");
    }
}
