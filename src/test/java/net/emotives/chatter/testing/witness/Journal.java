package net.emotives.chatter.testing.witness;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a client asked and what it was sent over all its connections, in order: raw, nothing dropped
 * and nothing sorted. Any thread.
 */
public final class Journal {

    public sealed interface Entry {}

    /** A new connection; nothing more comes on the one before. */
    public record Connected() implements Entry {}

    /**
     * It asked to be brought up to date, with a page of its rooms.
     *
     * @param more whether further rooms are named in the next page
     */
    public record Resumed(String epoch, Map<String, Long> rooms, boolean more) implements Entry {

        /** The whole of its rooms. */
        public Resumed(String epoch, Map<String, Long> rooms) {
            this(epoch, rooms, false);
        }
    }

    /**
     * It asked for a page of a room's history.
     *
     * @param before the cursor; nothing for the newest page
     */
    public record Paged(String room, @Nullable String before) implements Entry {}

    /** It asked for something else. */
    public record Asked(String type) implements Entry {}

    /** A frame came. */
    public record Received(JsonNode frame) implements Entry {}

    private final List<Entry> entries = new ArrayList<>();

    synchronized void add(Entry entry) {
        this.entries.add(entry);
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(this.entries);
    }
}
