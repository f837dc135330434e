package net.emotives.chatter.kernel;

/**
 * The service cannot work with what it was pointed at. Said in one sentence to whoever starts it,
 * without a stack trace.
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
