package net.emotives.chatter.transport.websocket;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Joins the pieces of a frame, so that the container needs no buffer for the largest one. Binary
 * frames are taken as UTF-8 text. For the one thread that reads a connection.
 */
final class FrameAssembler {

    private final long limit;
    private @Nullable StringBuilder text;
    private @Nullable ByteArrayOutputStream binary;
    private long bytes;

    FrameAssembler(long limit) {
        this.limit = limit;
    }

    /** The whole frame, where this was its last piece; throws {@link FrameTooLarge}. */
    Optional<String> add(WebSocketMessage<?> piece) {
        return switch (piece) {
            case TextMessage message -> add(message);
            case BinaryMessage message -> add(message);
            default -> Optional.empty();
        };
    }

    private Optional<String> add(TextMessage piece) {
        count(utf8Length(piece.getPayload()));
        if (piece.isLast() && this.text == null) {
            this.bytes = 0;
            return Optional.of(piece.getPayload());
        }
        var whole = this.text == null ? new StringBuilder() : this.text;
        whole.append(piece.getPayload());
        this.text = piece.isLast() ? null : whole;
        return finished(piece.isLast(), whole);
    }

    private Optional<String> add(BinaryMessage piece) {
        var payload = piece.getPayload();
        count(payload.remaining());
        var whole = this.binary == null ? new ByteArrayOutputStream() : this.binary;
        var read = new byte[payload.remaining()];
        payload.get(read);
        whole.writeBytes(read);
        this.binary = piece.isLast() ? null : whole;
        return finished(
                piece.isLast(), piece.isLast() ? whole.toString(StandardCharsets.UTF_8) : "");
    }

    private Optional<String> finished(boolean last, CharSequence whole) {
        if (!last) {
            return Optional.empty();
        }
        this.bytes = 0;
        return Optional.of(whole.toString());
    }

    private static int utf8Length(String text) {
        var bytes = text.length();
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c >= 0x800 && !Character.isSurrogate(c)) {
                bytes += 2;
            } else if (c >= 0x80) {
                bytes++;
            }
        }
        return bytes;
    }

    private void count(int more) {
        this.bytes += more;
        if (this.bytes > this.limit) {
            this.text = null;
            this.binary = null;
            throw new FrameTooLarge(this.limit);
        }
    }
}
