package net.emotives.chatter.testing.witness;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The messages of a room as a simple client keeps them: a page of history where it was told to take
 * one, and every push since done to it, in the order in which they came.
 */
final class MessageModel {

    private static final class Shown {

        private @Nullable String text;
        private boolean deleted;
        private final Set<String> reactions = new TreeSet<>();
    }

    private final NavigableMap<Long, Shown> messages = new TreeMap<>();
    private final List<JsonNode> sinceBase = new ArrayList<>();

    /** A page is to come; what is pushed from now on is newer than it. */
    void expectPage() {
        this.sinceBase.clear();
    }

    void page(List<JsonNode> items) {
        this.messages.clear();
        items.forEach(this::take);
        this.sinceBase.forEach(this::apply);
    }

    private void take(JsonNode item) {
        var shown = new Shown();
        shown.text = item.has("text") ? item.get("text").asString() : null;
        shown.deleted = item.has("deleted");
        for (var reaction : item.path("reactions")) {
            for (var user : reaction.get("usernames")) {
                shown.reactions.add(reaction.get("reaction").asString() + " " + user.asString());
            }
        }
        this.messages.put(item.get("sequence").asLong(), shown);
    }

    void push(JsonNode frame) {
        this.sinceBase.add(frame);
        apply(frame);
    }

    private void apply(JsonNode frame) {
        if (frame.get("type").asString().equals("sent")) {
            var shown = new Shown();
            var message = frame.get("message");
            shown.text = message.has("text") ? message.get("text").asString() : null;
            shown.deleted = message.has("deleted");
            this.messages.put(frame.get("sequence").asLong(), shown);
            return;
        }
        var shown = this.messages.get(frame.path("message").asLong(0));
        if (shown == null) {
            return;
        }
        var reaction = frame.path("reaction").asString("") + " " + frame.path("by").asString("");
        switch (frame.get("type").asString()) {
            case "edited" -> {
                shown.text = frame.has("text") ? frame.get("text").asString() : null;
                shown.deleted |= !frame.has("text");
            }
            case "deleted" -> {
                shown.text = null;
                shown.deleted = true;
            }
            case "reacted" -> shown.reactions.add(reaction);
            case "unreacted" -> shown.reactions.remove(reaction);
            default -> throw new IllegalArgumentException("no change of a message: " + frame);
        }
    }

    /** Where it differs from the truth, from that number on. */
    List<String> differences(RoomTruth truth, long from) {
        var problems = new ArrayList<String>();
        for (var message : truth.messages()) {
            var shown = this.messages.get(message);
            var last = truth.versions(message).getLast();
            if (message < from) {
                continue;
            }
            if (shown == null) {
                problems.add("message " + message + " is not shown in the end");
            } else if (!Objects.equals(shown.text, last.text())
                    || shown.deleted != (last.text() == null)) {
                problems.add("message " + message + " is shown in the end as: " + shown.text);
            } else if (!shown.deleted && !shown.reactions.equals(truth.reactions(message))) {
                problems.add(
                        "reactions to message " + message + " are shown as " + shown.reactions);
            }
        }
        for (var message : this.messages.keySet()) {
            if (!truth.messages().contains(message)) {
                problems.add("message " + message + " is shown and does not exist");
            }
        }
        return problems;
    }
}
