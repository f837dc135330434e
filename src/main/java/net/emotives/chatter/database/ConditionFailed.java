package net.emotives.chatter.database;

import java.io.Serial;

/**
 * A condition of a {@link Pipeline} did not hold: what is before it in the transaction is to be
 * rolled back, and what is behind it was not executed.
 */
public final class ConditionFailed extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    ConditionFailed(Throwable cause) {
        super(cause);
    }
}
