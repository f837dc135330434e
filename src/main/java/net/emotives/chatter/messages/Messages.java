package net.emotives.chatter.messages;

import net.emotives.chatter.kernel.RateLimiter;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.concurrent.CompletableFuture;

/** Says things. */
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

    /**
     * Holds a user to his rate; throws {@link net.emotives.chatter.kernel.RateLimited}. Protocols
     * call it once a frame, before anything that costs more.
     */
    public void admit(UserId sender) {
        this.rates.acquire(sender);
    }

    /**
     * Takes the draft without waiting. The answer comes when it is committed, on the writer's
     * thread, which must not be held: the message, with its place in the room. What speaks against
     * the draft itself is thrown at once ({@link EmptyMessage}, {@link TextTooLong}, {@link
     * InvalidText}, {@link Overloaded}); later the answer can fail with {@link StorageUnavailable},
     * {@link ClientIdReused} or {@link WriteFailed}. Drafts of one room keep the order in which
     * they were handed in.
     */
    public CompletableFuture<Message> send(Draft draft) {
        check(draft);
        return this.writer.submit(draft);
    }

    private void check(Draft draft) {
        if (draft.text() == null && draft.imagePath() == null) {
            throw new EmptyMessage();
        }
        check("message", draft.text(), this.properties.textLimit());
        check("image_path", draft.imagePath(), this.properties.imagePathLimit());
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
