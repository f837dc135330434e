package net.emotives.chatter.identity;

import net.emotives.chatter.users.User;

import java.time.Duration;

/** Result of asking uacl about a bearer. */
sealed interface Verdict {

    /** For how long it may be believed. */
    Duration believed();

    /** The user whose bearer it is; throws where it is nobody's, or could not be asked. */
    User user();

    record Accepted(User user, Duration believed) implements Verdict {}

    /** A refusal or a failure, for the callers alone that asked at the same moment. */
    record Failed(RuntimeException reason) implements Verdict {

        @Override
        public Duration believed() {
            return Duration.ZERO;
        }

        @Override
        public User user() {
            throw this.reason;
        }
    }
}
