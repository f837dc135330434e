package net.emotives.chatter.testing.witness;

import org.jspecify.annotations.Nullable;

/**
 * What a room's log holds at one number.
 *
 * @param type as the push of it is called
 * @param by who did it
 * @param at when, as frames say it
 * @param clientId what it was called by who asked for it, or by the server
 * @param id of the message that was sent
 * @param subject who joined or left
 * @param message the sequence of the message that was answered, edited, deleted, reacted to
 * @param body the present text of the message that was sent
 */
public record Fact(
        long sequence,
        String type,
        String by,
        String at,
        String clientId,
        @Nullable Long id,
        @Nullable String subject,
        @Nullable Long message,
        @Nullable String reaction,
        @Nullable String body) {

    public boolean is(String wanted) {
        return this.type.equals(wanted);
    }

    /** Whether it is that user's coming or going. */
    public boolean moves(String user) {
        return user.equals(this.subject);
    }
}
