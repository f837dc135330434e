package net.emotives.chatter.testing;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Client side of one resume round of version 2: lists its rooms, so many at a time, and then pages
 * through the others. Not thread-safe.
 */
public final class ResumePages {

    /** Characters of room names that fit into a frame with certainty. */
    private static final int CHARACTERS = 20_000;

    private final String epoch;
    private final int most;
    private final Map<String, Long> unanswered;
    private final List<JsonNode> answers = new ArrayList<>();
    private @Nullable ObjectNode whole;
    private Map<String, Long> named = Map.of();
    private boolean more;
    private @Nullable String after;
    private boolean done;

    /**
     * @param most how many rooms one page may name
     */
    public ResumePages(String epoch, Map<String, Long> seen, int most) {
        this.epoch = epoch;
        this.most = most;
        this.unanswered = new LinkedHashMap<>(seen);
    }

    /** A whole round. */
    static JsonNode resume(
            Function<Consumer<ObjectNode>, JsonNode> request,
            int most,
            String epoch,
            Map<String, Long> seen) {
        var pages = new ResumePages(epoch, seen, most);
        while (!pages.isDone()) {
            pages.answered(request.apply(pages.next()));
        }
        return pages.whole();
    }

    /** The fields of the next page. */
    public Consumer<ObjectNode> next() {
        if (this.after != null) {
            var cursor = this.after;
            this.named = Map.of();
            this.more = false;
            return fields -> fields.put("after", cursor);
        }
        var page = new LinkedHashMap<String, Long>();
        var characters = 0;
        for (var room : this.unanswered.entrySet()) {
            characters += room.getKey().length() + 20;
            if (page.size() == this.most || characters > CHARACTERS && !page.isEmpty()) {
                break;
            }
            page.put(room.getKey(), room.getValue());
        }
        this.named = page;
        this.more = page.size() < this.unanswered.size();
        var further = this.more;
        return fields -> {
            page.forEach(fields.put("epoch", this.epoch).putObject("rooms")::put);
            if (further) {
                fields.put("more", true);
            }
        };
    }

    /** The rooms that the page asked last names. */
    public Map<String, Long> named() {
        return this.named;
    }

    /** Returns true if further rooms are listed on the next page. */
    public boolean isMore() {
        return this.more;
    }

    /** Takes the answer to the page asked last. */
    public void answered(JsonNode ok) {
        this.answers.add(ok);
        var rooms = ok.get("rooms");
        rooms.propertyNames().forEach(this.unanswered::remove);
        if (this.whole == null) {
            this.whole = (ObjectNode) ok.deepCopy();
        } else {
            ((ObjectNode) this.whole.get("rooms")).setAll((ObjectNode) rooms);
        }
        this.after = ok.has("after") ? ok.get("after").asString() : null;
        this.done = !this.more && !ok.has("rest") && this.after == null;
    }

    public boolean isDone() {
        return this.done;
    }

    /** The first answer, with the rooms of all so far. */
    public JsonNode whole() {
        if (this.whole == null) {
            throw new IllegalStateException("not answered yet");
        }
        return this.whole;
    }

    /** The answers, page by page. */
    public List<JsonNode> answers() {
        return this.answers;
    }
}
