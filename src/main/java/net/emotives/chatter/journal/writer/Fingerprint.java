package net.emotives.chatter.journal.writer;

import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.kernel.Sha256;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Hash of the content of a change, which tells whether two changes under one client id ask for the
 * same. Stored where the content itself may be gone: eight bytes, which detect a mistake and
 * disclose little. The texts that are hashed must not change, as stored rows have them.
 */
record Fingerprint(String hex) {

    private static final int BYTES = 8;

    static Fingerprint of(Change change) {
        return switch (change) {
            case Draft draft -> ofMessage(draft.text(), draft.imagePath(), draft.replyTo());
            case Change.Edit edit -> hash("edited", edit.message(), edit.text());
            case Change.Deletion deletion -> hash("deleted", deletion.message());
            case Change.Reaction reaction ->
                    hash("reacted", reaction.message(), reaction.reaction(), reaction.given());
            case Change.Joining joining -> hash("Joining", joining.user());
            case Change.Leaving leaving -> hash("Leaving", leaving.user());
            case Change.Opening opening -> hash("opened", opening.room());
        };
    }

    /** Fingerprint of the draft that became a message with this content. */
    static Fingerprint ofMessage(
            @Nullable String text, @Nullable String imagePath, @Nullable Long replyTo) {
        return hash("sent", text, imagePath, replyTo);
    }

    static Fingerprint ofStored(byte[] bytes) {
        return new Fingerprint(HexFormat.of().formatHex(bytes));
    }

    private static Fingerprint hash(@Nullable Object... parts) {
        var digest = Sha256.digest();
        for (var part : parts) {
            var bytes = part == null ? null : part.toString().getBytes(StandardCharsets.UTF_8);
            // Each part behind its length, so that no two lists have the same bytes.
            digest.update(
                    (bytes == null ? "-" : bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            if (bytes != null) {
                digest.update(bytes);
            }
        }
        return ofStored(Arrays.copyOf(digest.digest(), BYTES));
    }
}
