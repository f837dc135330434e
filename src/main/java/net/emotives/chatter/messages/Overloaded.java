package net.emotives.chatter.messages;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

import java.time.Duration;

/** More drafts wait for the database than may; this one was not taken. */
public class Overloaded extends ChatterException {

    Overloaded() {
        super(
                ErrorCode.OVERLOADED,
                "Too much is being said at the moment; try again.",
                null,
                Duration.ofSeconds(1));
    }
}
