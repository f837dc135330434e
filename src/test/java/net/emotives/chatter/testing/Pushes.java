package net.emotives.chatter.testing;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What a version 2 connection was pushed, all of it and in the order in which it came. */
final class Pushes {

    private final List<JsonNode> all = new ArrayList<>();

    /** Up to where pushes of a type were asked for. */
    private final Map<String, Integer> asked = new HashMap<>();

    private boolean ended;

    synchronized void add(JsonNode push) {
        // A connection that is one too many has a goodbye and nothing else.
        var refused = push.path("reason").asString("").equals("too_many_connections");
        var welcome = push.get("type").asString().equals("welcome");
        if (this.all.isEmpty() != welcome && !refused) {
            throw new AssertionError("The first push, and no other, is welcome: " + push);
        }
        this.all.add(push);
        notifyAll();
    }

    /** Nothing comes any more. */
    synchronized void end() {
        this.ended = true;
        notifyAll();
    }

    synchronized List<JsonNode> all() {
        return List.copyOf(this.all);
    }

    /**
     * The next such push of that type; fails where none comes in time. Pushes of other types are
     * still there to be asked for.
     */
    synchronized JsonNode next(
            String type, Predicate<JsonNode> wanted, Duration patience, Runnable check) {
        var deadline = System.nanoTime() + patience.toNanos();
        try {
            check.run();
            var found = find(type, wanted);
            while (found == null) {
                var left = (deadline - System.nanoTime()) / 1_000_000;
                if (this.ended || left <= 0) {
                    throw missing(type);
                }
                wait(left);
                check.run();
                found = find(type, wanted);
            }
            return found;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private AssertionError missing(String type) {
        var when = this.ended ? "before the end" : "in time";
        return new AssertionError(
                "No such push of type %s came %s; those that did: %s"
                        .formatted(type, when, this.all));
    }

    private @Nullable JsonNode find(String type, Predicate<JsonNode> wanted) {
        for (var i = this.asked.getOrDefault(type, 0); i < this.all.size(); i++) {
            var push = this.all.get(i);
            if (push.get("type").asString().equals(type)) {
                this.asked.put(type, i + 1);
                if (wanted.test(push)) {
                    return push;
                }
            }
        }
        return null;
    }
}
