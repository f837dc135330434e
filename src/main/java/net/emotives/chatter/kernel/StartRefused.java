package net.emotives.chatter.kernel;

/**
 * The service cannot start with its configuration or what that leads to. Told the operator in one
 * sentence, without a stack trace.
 */
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The sentence says what is the matter and what to do. */
    public StartRefused(String sentence) {
        super(sentence, null, false, false);
    }

    /** The same, with what is logged at DEBUG only. */
    public StartRefused(String sentence, Throwable cause) {
        super(sentence, cause, false, false);
    }

    /** The same. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
