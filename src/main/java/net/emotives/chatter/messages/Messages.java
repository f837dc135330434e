package net.emotives.chatter.messages;

import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.Committed;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.journal.Journal;
import net.emotives.chatter.kernel.RateLimiter;
import net.emotives.chatter.kernel.VisibleText;
import net.emotives.chatter.rooms.OtherGroup;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.Rooms;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Door to send, edit, delete and react. Each call queues a change of the {@link Journal} and never
 * blocks; the answer comes after the commit, on the writer thread, which must not be blocked.
 *
 * <p>What is wrong with the text is thrown at once ({@link EmptyMessage}, {@link TextTooLong},
 * {@link InvalidText}, {@link net.emotives.chatter.database.Overloaded}). The answer can fail with
 * what the journal throws, and with what is checked with the room locked: that the user is a member
 * ({@link net.emotives.chatter.rooms.NotAMember}, {@link net.emotives.chatter.rooms.RoomNotFound}),
 * that the message exists ({@link net.emotives.chatter.journal.MessageNotFound}), and that the user
 * may do this ({@link net.emotives.chatter.journal.NotAllowed}). New content in a direct room whose
 * two users are of different groups fails with {@link OtherGroup}, except a repeated change;
 * deleting is allowed. The room must exist. Changes of one room keep the order of the calls.
 */
@Component
public class Messages {

    private final MessagesProperties properties;
    private final Journal journal;
    private final Rooms rooms;
    private final RateLimiter<UserId> rates;

    Messages(MessagesProperties properties, Journal journal, Rooms rooms) {
        this.properties = properties;
        this.journal = journal;
        this.rooms = rooms;
        this.rates = new RateLimiter<>(properties.sendRate());
    }

    /** Maximum characters of a text. */
    public int textLimit() {
        return this.properties.textLimit();
    }

    /**
     * Takes one from the user's rate; throws {@link net.emotives.chatter.kernel.RateLimited}.
     * Protocols call it once a frame, before anything that costs more.
     */
    public void admit(UserId sender) {
        this.rates.acquire(sender);
    }

    /**
     * Validates the content of a message, for whichever room. Protocols call it before they look up
     * the room, so that no answer depends on whether the room exists.
     */
    public void check(@Nullable String text, @Nullable String imagePath) {
        if (VisibleText.orNull(text) == null && VisibleText.orNull(imagePath) == null) {
            throw new EmptyMessage();
        }
        check("text", text, this.properties.textLimit());
        check("image_path", imagePath, this.properties.imagePathLimit());
    }

    /** Sends a message; the answer has it. */
    public CompletableFuture<Committed> send(Draft draft) {
        return send(draft, "room");
    }

    /**
     * Sends a message; the answer has it.
     *
     * @param addressed the field of the request that names the room or the recipient
     */
    public CompletableFuture<Committed> send(Draft draft, String addressed) {
        check(draft.text(), draft.imagePath());
        return this.journal.submit(draft, barrier(draft.sender(), draft.room(), addressed));
    }

    /** Replaces the text of the message with that sequence; for its author. */
    public CompletableFuture<Committed> edit(
            RoomId room, UserId by, @Nullable String clientId, long message, String text) {
        check(text, null);
        return this.journal.submit(
                new Change.Edit(
                        room,
                        by,
                        clientId,
                        message,
                        Objects.requireNonNull(VisibleText.orNull(text))),
                barrier(by, room, "room"));
    }

    private @Nullable OtherGroup barrier(UserId user, RoomId room, String field) {
        return this.rooms.barrier(user, room, field).orElse(null);
    }

    /** Deletes the message with that sequence; for its author and the owner of the room. */
    public CompletableFuture<Committed> delete(
            RoomId room, UserId by, @Nullable String clientId, long message) {
        return this.journal.submit(new Change.Deletion(room, by, clientId, message));
    }

    /**
     * Adds a reaction to the message with that sequence, or removes it. A change without an effect
     * is answered with the sequence of the first time.
     */
    public CompletableFuture<Committed> react(
            RoomId room, UserId by, long message, String reaction, boolean given) {
        checkReaction(reaction);
        return this.journal.submit(
                new Change.Reaction(room, by, null, message, reaction, given),
                given ? barrier(by, room, "room") : null);
    }

    /** Validates a reaction, for whichever message. */
    public void checkReaction(String reaction) {
        check("reaction", reaction, this.properties.reactionLimit());
    }

    private static void check(String field, @Nullable String text, int limit) {
        if (text == null) {
            return;
        }
        if (text.indexOf('\0') >= 0) {
            throw new InvalidText(field);
        }
        if (text.codePointCount(0, text.length()) > limit) {
            throw new TextTooLong(field, limit);
        }
    }
}
