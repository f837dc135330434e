package net.emotives.chatter.messages;

import net.emotives.chatter.kernel.RateLimiter;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.concurrent.CompletableFuture;

/**
 * Says things, and changes what was said. Each call takes what is asked without waiting; the answer
 * comes when it is committed, on the writer's thread, which must not be held. What speaks against
 * the words themselves is thrown at once ({@link EmptyMessage}, {@link TextTooLong}, {@link
 * InvalidText}, {@link Overloaded}); later the answer can fail with {@link StorageUnavailable},
 * {@link ClientIdReused}, {@link WriteFailed}, and with what is looked at under the room's lock:
 * whether the user belongs to the room ({@link net.emotives.chatter.rooms.NotAMember}, {@link
 * net.emotives.chatter.rooms.RoomNotFound}), whether the message is there ({@link MessageNotFound})
 * and whether he may do that ({@link NotAllowed}). The room must be there. Changes of one room keep
 * the order in which they were handed in.
 */
@Component
public class Messages {

    private final MessagesProperties properties;
    private final MessageWriter writer;
    private final RateLimiter<UserId> rates;

    Messages(MessagesProperties properties, MessageWriter writer) {
        this.properties = properties;
        this.writer = writer;
        this.rates = new RateLimiter<>(properties.sendRate());
    }

    /** The most characters of a text. */
    public int textLimit() {
        return this.properties.textLimit();
    }

    /**
     * Holds a user to his rate; throws {@link net.emotives.chatter.kernel.RateLimited}. Protocols
     * call it once a frame, before anything that costs more.
     */
    public void admit(UserId sender) {
        this.rates.acquire(sender);
    }

    /** Says something: the answer carries the message. */
    public CompletableFuture<Numbered> send(Draft draft) {
        if (draft.text() == null && draft.imagePath() == null) {
            throw new EmptyMessage();
        }
        check("text", draft.text(), this.properties.textLimit());
        check("image_path", draft.imagePath(), this.properties.imagePathLimit());
        return this.writer.submit(draft);
    }

    /** Gives the message with that sequence another text; for its author. */
    public CompletableFuture<Numbered> edit(
            RoomId room, UserId by, @Nullable String clientId, long message, String text) {
        var wellFormed = WellFormed.orNull(text);
        if (wellFormed == null) {
            throw new EmptyMessage();
        }
        check("text", wellFormed, this.properties.textLimit());
        return this.writer.submit(new Change.Edit(room, by, clientId, message, wellFormed));
    }

    /** Takes the message with that sequence back; for its author and the owner of the room. */
    public CompletableFuture<Numbered> delete(
            RoomId room, UserId by, @Nullable String clientId, long message) {
        return this.writer.submit(new Change.Deletion(room, by, clientId, message));
    }

    /**
     * Gives a reaction to the message with that sequence, or takes it back; where it is so already,
     * the answer carries the number of the first time.
     */
    public CompletableFuture<Numbered> react(
            RoomId room, UserId by, long message, String reaction, boolean given) {
        check("reaction", reaction, this.properties.reactionLimit());
        return this.writer.submit(new Change.Reaction(room, by, null, message, reaction, given));
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
