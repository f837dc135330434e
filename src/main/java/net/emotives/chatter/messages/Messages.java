package net.emotives.chatter.messages;

import net.emotives.chatter.database.Overloaded;
import net.emotives.chatter.kernel.RateLimiter;
import net.emotives.chatter.rooms.OtherGroup;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.Rooms;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Says things, and changes what was said. Each call takes what is asked without waiting; the answer
 * comes when it is committed, on the writer's thread, which must not be held. What speaks against
 * the words themselves is thrown at once ({@link EmptyMessage}, {@link TextTooLong}, {@link
 * InvalidText}, {@link Overloaded}); later the answer can fail with {@link StorageUnavailable},
 * {@link ClientIdReused}, {@link WriteFailed}, and with what is looked at under the room's lock:
 * whether the user belongs to the room ({@link net.emotives.chatter.rooms.NotAMember}, {@link
 * net.emotives.chatter.rooms.RoomNotFound}), whether the message is there ({@link MessageNotFound})
 * and whether the user may do that ({@link NotAllowed}). New content in a direct room whose two are
 * of different groups fails with {@link OtherGroup}; a repeat of what was done before does not, and
 * what was said can be taken back. The room must be there. Changes of one room keep the order in
 * which they were handed in.
 */
@Component
public class Messages {

    private final MessagesProperties properties;
    private final MessageWriter writer;
    private final Rooms rooms;
    private final RateLimiter<UserId> rates;

    Messages(MessagesProperties properties, MessageWriter writer, Rooms rooms) {
        this.properties = properties;
        this.writer = writer;
        this.rooms = rooms;
        this.rates = new RateLimiter<>(properties.sendRate());
    }

    /** The most characters of a text. */
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
        if (WellFormed.orNull(text) == null && WellFormed.orNull(imagePath) == null) {
            throw new EmptyMessage();
        }
        check("text", text, this.properties.textLimit());
        check("image_path", imagePath, this.properties.imagePathLimit());
    }

    /** Sends a message: the answer carries it. */
    public CompletableFuture<Numbered> send(Draft draft) {
        return send(draft, "room");
    }

    /**
     * Sends a message: the answer carries it.
     *
     * @param addressed the field of the request that names the room or the recipient
     */
    public CompletableFuture<Numbered> send(Draft draft, String addressed) {
        check(draft.text(), draft.imagePath());
        return this.writer.submit(draft, barrier(draft.sender(), draft.room(), addressed));
    }

    /** Gives the message with that sequence another text; for its author. */
    public CompletableFuture<Numbered> edit(
            RoomId room, UserId by, @Nullable String clientId, long message, String text) {
        check(text, null);
        return this.writer.submit(
                new Change.Edit(
                        room,
                        by,
                        clientId,
                        message,
                        Objects.requireNonNull(WellFormed.orNull(text))),
                barrier(by, room, "room"));
    }

    private @Nullable OtherGroup barrier(UserId user, RoomId room, String field) {
        return this.rooms.barrier(user, room, field).orElse(null);
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
        checkReaction(reaction);
        return this.writer.submit(
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
