package net.emotives.chatter.delivery;

import net.emotives.chatter.cluster.NodeId;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts hints together into texts that the bus can take: the sender's name, then a hint a line. An
 * event that is too large is told by its sequence, since it is read from the log; another hint that
 * is too large goes by itself, or is left to be found out.
 */
final class Envelopes {

    private final NodeId sender;
    private final HintCodec codec;
    private final int limit;
    private final int largest;

    /**
     * @param limit bytes of a text with several hints
     * @param largest bytes of a text with one hint
     */
    Envelopes(NodeId sender, HintCodec codec, int limit, int largest) {
        this.sender = sender;
        this.codec = codec;
        this.limit = limit;
        this.largest = largest;
    }

    /** A text without hints: that this node is there. */
    String greeting() {
        return this.sender.value();
    }

    List<String> of(List<Hint> hints) {
        var texts = new ArrayList<String>();
        var text = new StringBuilder(this.sender.value());
        var room = this.limit - this.sender.value().length();
        var left = room;
        for (var hint : hints) {
            var line = line(hint, room);
            if (line.isEmpty()) {
                continue;
            }
            var bytes = bytes(line.get());
            if (bytes > left && left < room) {
                texts.add(text.toString());
                text.setLength(this.sender.value().length());
                left = room;
            }
            text.append('\n').append(line.get());
            left -= bytes;
        }
        if (left < room) {
            texts.add(text.toString());
        }
        return texts;
    }

    private Optional<String> line(Hint hint, int room) {
        var whole = this.codec.encode(hint);
        if (bytes(whole) <= room) {
            return Optional.of(whole);
        }
        if (hint instanceof Hint.Happened(var event)) {
            return Optional.of(this.codec.encode(new Hint.Moved(event.room(), event.sequence())));
        }
        return bytes(whole) <= this.largest - this.sender.value().length()
                ? Optional.of(whole)
                : Optional.empty();
    }

    /** With the end of the line. */
    private static int bytes(String line) {
        return line.getBytes(StandardCharsets.UTF_8).length + 1;
    }
}
