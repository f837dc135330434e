package net.emotives.chatter.dev;

/** The try-out cannot start; the message is one sentence for the person at the terminal. */
class TryoutRefused extends RuntimeException {

    TryoutRefused(String sentence) {
        super(sentence);
    }

    TryoutRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
